"""What the operator reads at the command line about tracing a certificate."""

TRACE = "从一张证书追溯到评价、冻结的学时、每条记录的版本和确认、消息和留痕。"
CERTIFICATE = "证书编号，或者二维码里的 22 位查询码。"
PDF = "另外写一份 PDF 给审计人员；不能是已有的文件。"


def written(path: str) -> str:
    return f"PDF 在 {path}。"


def file_exists(path: str) -> str:
    return f"没有写：已经有 {path} 这个文件。请换一个文件名。"
