"""What went wrong with a store, in words that say what to do."""

from __future__ import annotations

from docextract.errors import StoreError

# What the databases say, lower case, and what it means. The first that fits counts.
_MEANINGS = (
    (
        ("database is locked", "database table is locked"),
        "文件正被别的程序占用，请关闭该程序（如同步盘、数据库工具）后再试。"
        " The file is locked by another program; close it and try again.",
    ),
    (
        ("readonly database", "read-only transaction", "permission denied"),
        "只读，无法写入；请检查文件和文件夹的权限，或用 --store 换一个位置。"
        " It is read-only; check the permissions of file and folder, or name another place with --store.",
    ),
    (
        ("not a database", "malformed", "file is encrypted"),
        "文件已损坏，或不是审阅决定文件；请换回备份（不要删除它，可能还能修复）。"
        " The file is damaged or no store of decisions; put a backup in its place, and keep this one.",
    ),
    (
        ("disk is full", "no space", "disk i/o error"),
        "磁盘已满或出错，没有写入；请腾出空间后再试。 The disk is full or failing; nothing was written.",
    ),
    (
        ("unable to open database file",),
        "无法打开；请检查路径和权限。 It can't be opened; check path and permissions.",
    ),
    (
        ("password authentication failed", "no password supplied", "no pg_hba.conf entry"),
        "服务器拒绝登录；请检查用户名和密码（可用环境变量 PGPASSWORD 或 .pgpass）。"
        " The server refuses the login; check user and password (PGPASSWORD or .pgpass).",
    ),
    (
        ("does not exist",),
        "数据库、用户或表不存在；请让管理员建立。 The database, user or table does not exist; ask the administrator.",
    ),
    (
        ("connection", "could not translate host", "failed to resolve", "timeout", "server closed"),
        "连不上数据库服务器；请检查地址、网络和服务器是否在运行。没有写入的决定请重试。"
        " The database server can't be reached; check address, network and server, then try again.",
    ),
)


def store_error(name: str, error: Exception) -> StoreError:
    """The error of a database as one of ours; its own words stand at the end, for whom they help."""
    said = " ".join(str(getattr(error, "orig", None) or error).split())
    meaning = next((text for signs, text in _MEANINGS if any(sign in said.lower() for sign in signs)), "")
    return StoreError(f"{name}：{meaning or '读写出错。 It could not be read or written.'} [{said[:300]}]")


def not_a_store(name: str, detail: str = "") -> StoreError:
    """A file that is damaged, or something else altogether."""
    told = f" [{detail}]" if detail else ""
    return StoreError(
        f"{name}：已损坏，或不是审阅决定文件；请换回备份，或用 --store 换一个位置。"
        f" It is damaged, or no store of decisions; put a backup in its place, or name another one with --store.{told}"
    )


def newer_store(name: str) -> StoreError:
    """A store that a later version of this program has made."""
    return StoreError(
        f"{name}：由更新版本的 docextract 建立；请升级：pip install -U docextract。"
        " It was made by a newer docextract; upgrade."
    )
