"""What the figures were measured on."""

import os
import platform
import sys
from pathlib import Path

__all__ = ["machine_facts"]


def machine_facts() -> dict[str, str | int | float | None]:
    """Cores, memory, processor, system and Python of this machine, and how busy it was."""
    pages = os.sysconf("SC_PHYS_PAGES") if hasattr(os, "sysconf") else 0
    size = os.sysconf("SC_PAGE_SIZE") if pages else 0
    return {
        "cores": os.cpu_count(),
        "memory_gb": round(pages * size / 2**30, 1) if pages else None,
        "processor": _processor(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "implementation": sys.implementation.name,
        "load_before": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
    }


def _processor() -> str:
    path = Path("/proc/cpuinfo")
    if path.exists():
        for line in path.read_text("utf-8").splitlines():
            name, _, value = line.partition(":")
            if name.strip() == "model name":
                return value.strip()
    return platform.processor() or platform.machine()
