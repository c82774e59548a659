"""Which of the numbers that do not fit is the wrong one."""
