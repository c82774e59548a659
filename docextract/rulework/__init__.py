"""What the authors of rule packs work with: run the examples, explain a label, find rules that nothing tests."""
