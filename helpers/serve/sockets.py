"""The line between a page and its kernel: what widgets need goes through, nothing else."""

import json
from typing import Any

from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler, read_header_from_binary_message

FROM_THE_KERNEL = frozenset(
    {
        *("comm_open", "comm_msg", "comm_close", "comm_info_reply"),
        *("kernel_info_reply", "status"),
        *("display_data", "update_display_data", "clear_output"),
    }
)
"""Not `error` and not `stream`: a traceback holds the values that people typed."""

FROM_THE_PAGE = ["comm_open", "comm_msg", "comm_close", "comm_info_request", "kernel_info_request"]


class Socket(VoilaKernelWebsocketHandler):
    """As Voila's, which ignores what would run code, and silent about what went wrong inside."""

    def write_message(self, message: bytes | str | dict[str, Any], binary: bool = False) -> Any:
        if _kind(message) in FROM_THE_KERNEL:
            return super().write_message(message, binary)
        return None


def _kind(message: bytes | str | dict[str, Any]) -> str:
    """The type of a message in any of the forms that the connection sends it."""
    if isinstance(message, str):
        message = json.loads(message)
    header = message.get("header") if isinstance(message, dict) else read_header_from_binary_message(message)
    return (header or {}).get("msg_type", "")
