"""Run a command under file permissions even as root: drop every capability, then execute it.

Usage: unprivileged.py COMMAND [ARGUMENT ...]
"""

import ctypes
import os
import sys

PR_CAPBSET_DROP = 24
CAPABILITIES = 64

if __name__ == "__main__":
    if sys.platform == "linux" and os.geteuid() == 0:
        libc = ctypes.CDLL(None)
        for capability in range(CAPABILITIES):
            libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)
    os.execvp(sys.argv[1], sys.argv[1:])  # noqa: S606 -- running the command is the purpose
