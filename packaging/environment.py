"""Makes the environment that `make` works in: a venv with the locked libraries, the project, and what Qt needs.

Only the standard library is used, since this runs before anything is installed. packaging/environment.sh picks the
Python and calls this; where there is no shell, `python packaging/environment.py` does the same with that Python.
A stamp in the venv tells what it was made from. It is written last, so a set-up that was cut short starts over.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

ROOT = Path(__file__).resolve().parent.parent
LOCK_FILE = "requirements.lock"
STAMP_FILE = "border-annotator.json"

# The Qt platform that needs nothing but the base libraries; tests run on it, so it is always checked.
BASE_PLATFORM = "offscreen"

# Library -> its package for apt, dnf and pacman. Found with ldd on PySide6 in bare systems.
PACKAGES: dict[str, tuple[str, str, str]] = {
    "libEGL.so.1": ("libegl1", "libglvnd-egl", "libglvnd"),
    "libGL.so.1": ("libgl1", "libglvnd-glx", "libglvnd"),
    "libGLX.so.0": ("libgl1", "libglvnd-glx", "libglvnd"),
    "libGLdispatch.so.0": ("libgl1", "libglvnd", "libglvnd"),
    "libOpenGL.so.0": ("libopengl0", "libglvnd-opengl", "libglvnd"),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon", "libxkbcommon"),
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2", "glib2"),
    "libgthread-2.0.so.0": ("libglib2.0-0", "glib2", "glib2"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig", "fontconfig"),
    "libfreetype.so.6": ("libfreetype6", "freetype", "freetype2"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus-libs", "dbus"),
    "libz.so.1": ("zlib1g", "zlib", "zlib"),
    "libzstd.so.1": ("libzstd1", "libzstd", "zstd"),
    "libstdc++.so.6": ("libstdc++6", "libstdc++", "gcc-libs"),
    "libX11.so.6": ("libx11-6", "libX11", "libx11"),
    "libX11-xcb.so.1": ("libx11-xcb1", "libX11-xcb", "libx11"),
    "libxcb.so.1": ("libxcb1", "libxcb", "libxcb"),
    "libxcb-cursor.so.0": ("libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor"),
    "libxcb-glx.so.0": ("libxcb-glx0", "libxcb", "libxcb"),
    "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm", "xcb-util-wm"),
    "libxcb-image.so.0": ("libxcb-image0", "xcb-util-image", "xcb-util-image"),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms"),
    "libxcb-randr.so.0": ("libxcb-randr0", "libxcb", "libxcb"),
    "libxcb-render.so.0": ("libxcb-render0", "libxcb", "libxcb"),
    "libxcb-render-util.so.0": ("libxcb-render-util0", "xcb-util-renderutil", "xcb-util-renderutil"),
    "libxcb-shape.so.0": ("libxcb-shape0", "libxcb", "libxcb"),
    "libxcb-shm.so.0": ("libxcb-shm0", "libxcb", "libxcb"),
    "libxcb-sync.so.1": ("libxcb-sync1", "libxcb", "libxcb"),
    "libxcb-util.so.1": ("libxcb-util1", "xcb-util", "xcb-util"),
    "libxcb-xfixes.so.0": ("libxcb-xfixes0", "libxcb", "libxcb"),
    "libxcb-xkb.so.1": ("libxcb-xkb1", "libxcb", "libxcb"),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11"),
    "libwayland-client.so.0": ("libwayland-client0", "libwayland-client", "wayland"),
    "libwayland-cursor.so.0": ("libwayland-cursor0", "libwayland-cursor", "wayland"),
    "libwayland-egl.so.1": ("libwayland-egl1", "libwayland-egl", "wayland"),
}

# How each package tool installs, in the order of the columns above.
INSTALLERS = (
    ("apt-get", "install", "--no-install-recommends"),
    ("dnf", "install"),
    ("pacman", "-S", "--needed"),
)


class SetupError(Exception):
    """What is in the way, in words for the person at the terminal."""


@dataclass(frozen=True)
class Stamp:
    """What a venv was made from, and the Qt platforms whose system libraries were found."""

    place: str
    python: str
    lock: str
    project: str
    platforms: tuple[str, ...] = ()


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def wanted_stamp(root: Path, folder: Path, python: str) -> Stamp:
    """The stamp that an up-to-date venv in this folder has, but for the platforms."""
    # The place is in it because the scripts in a venv name it: a moved project needs a new one.
    return Stamp(str(folder.resolve()), python, digest(root / LOCK_FILE), digest(root / "pyproject.toml"))


def read_stamp(folder: Path) -> Stamp | None:
    """The stamp of a finished venv; None where there is none, or one that cannot be understood."""
    try:
        stamp = Stamp(**json.loads((folder / STAMP_FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return replace(stamp, platforms=tuple(stamp.platforms))


def write_stamp(folder: Path, stamp: Stamp) -> None:
    """Record what the venv was made from."""
    (folder / STAMP_FILE).write_text(json.dumps(asdict(stamp), indent=1), encoding="utf-8")


def remaining_steps(stamp: Stamp | None, wanted: Stamp, window: Sequence[str]) -> list[str]:
    """What is still to do, in order: "libraries", "project", "qt"; one of the window's platforms is enough."""
    if stamp is None or (stamp.place, stamp.python, stamp.lock) != (wanted.place, wanted.python, wanted.lock):
        return ["libraries", "project", "qt"]
    steps = []
    if stamp.project != wanted.project:
        steps.append("project")
    if BASE_PLATFORM not in stamp.platforms or (window and not set(window) & set(stamp.platforms)):
        steps.append("qt")
    return steps


def window_platforms(environ: Mapping[str, str], system: str = sys.platform) -> tuple[str, ...]:
    """The Qt platforms that could show a window here, the likelier first; none where there is nothing to check."""
    if not system.startswith("linux"):
        return ()
    if chosen := environ.get("QT_QPA_PLATFORM"):
        names = [name.partition(":")[0].removesuffix("-egl") for name in chosen.split(";")]
        return tuple(names) if set(names) <= {"wayland", "xcb"} else ()
    displays = (("wayland", "WAYLAND_DISPLAY"), ("xcb", "DISPLAY"))
    return tuple(platform for platform, variable in displays if environ.get(variable))


def own_python(folder: Path) -> Path:
    """The Python inside a venv."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def python_version(python: Path) -> str | None:
    """The "3.12" of an interpreter; None where it does not run."""
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    try:
        answer = subprocess.run([python, "-I", "-S", "-c", code], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return answer.stdout.strip()


def running_version() -> str:
    """The "3.12" of this interpreter."""
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def pip_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment for pip: the user's index and proxy count, but nothing that changes what or where."""
    moved = {"PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_REQUIREMENT", "PYTHONHOME", "PYTHONPATH"}
    kept = {name: value for name, value in environ.items() if name not in moved}
    # Empty values would not do: these also override the user's configuration file.
    steady = {"PIP_CONSTRAINT": os.devnull, "PIP_USER": "0", "PIP_REQUIRE_HASHES": "0", "PIP_NO_INPUT": "1"}
    return kept | steady | {"PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def pip_install(folder: Path, root: Path, *arguments: str) -> None:
    """Run the venv's pip; its errors go to the terminal."""
    command = [str(own_python(folder)), "-I", "-m", "pip", "install", "-qq", *arguments]
    if subprocess.run(command, cwd=root, env=pip_environment(os.environ), check=False).returncode:
        # Quiet pip says "no matching distribution" when it could not reach any.
        said = "its message is above. Can the package index be reached? The next run starts over."
        raise SetupError(f"pip could not install into {folder.name}; {said}")


def clear(folder: Path) -> None:
    """Remove an earlier venv, and never anything else."""
    if not folder.exists():
        return
    if any(folder.iterdir()) and not any((folder / name).is_file() for name in ("pyvenv.cfg", STAMP_FILE)):
        raise SetupError(f"{folder} holds something that is no virtual environment; choose another place with VENV=")
    shutil.rmtree(folder)


def install_libraries(root: Path, folder: Path) -> None:
    """A new venv with exactly what the lock says."""
    clear(folder)
    folder.mkdir(parents=True)
    # Not yet a valid stamp; it marks the folder as ours, should the next lines be cut short.
    (folder / STAMP_FILE).touch()
    base = str(getattr(sys, "_base_executable", "") or sys.executable)
    made = subprocess.run([base, "-I", "-m", "venv", folder], capture_output=True, text=True, check=False)
    if made.returncode:
        raise SetupError(f"{base} could not make a virtual environment: {(made.stdout + made.stderr).strip()}")
    pip_install(folder, root, "--require-hashes", "--only-binary", ":all:", "-r", LOCK_FILE)


def install_project(root: Path, folder: Path) -> None:
    """The project itself, read from its source folder; what builds it is in the lock."""
    pip_install(folder, root, "--no-deps", "--no-build-isolation", "--editable", ".")


def missing_in(report: str) -> list[str]:
    """The libraries that ldd or a failed import names as missing, each once."""
    found = re.findall(r"^\s*(\S+) => not found|(\S+): cannot open shared object file", report, re.MULTILINE)
    return list(dict.fromkeys(first or second for first, second in found))


def missing_libraries(folder: Path, platform: str) -> list[str]:
    """The system libraries that Qt lacks for this platform; ldd tells all at once, an import only the first."""
    qt = next(folder.glob("lib*/python*/site-packages/PySide6"), None)
    if qt is not None and shutil.which("ldd"):
        patterns = ("QtWidgets.*.so", f"Qt/plugins/platforms/libq{platform}.so")
        files = [file for pattern in patterns for file in sorted(qt.glob(pattern))]
        report = subprocess.run(["ldd", *files], capture_output=True, text=True, check=False)
        if missing := missing_in(report.stdout):
            return missing
    code = "from PySide6 import QtWidgets"
    attempt = subprocess.run([own_python(folder), "-I", "-c", code], capture_output=True, text=True, check=False)
    missing = missing_in(attempt.stderr)
    if attempt.returncode and not missing:
        last = (attempt.stderr.strip().splitlines() or [f"it ended with code {attempt.returncode}"])[-1]
        raise SetupError(f"Qt does not start on this system: {last}")
    return missing


def read_os_release(path: Path = Path("/etc/os-release")) -> dict[str, str]:
    """What a Linux system says of itself."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    return {name: value.strip("\"'") for name, _, value in (line.partition("=") for line in lines)}


def install_command(missing: Iterable[str], release: Mapping[str, str]) -> list[str]:
    """The command that installs the missing libraries; empty where this system's packages are not known."""
    ids = {release.get("ID", ""), *release.get("ID_LIKE", "").split()}
    families = ({"debian", "ubuntu"}, {"fedora", "rhel", "centos"}, {"arch"})
    column = next((index for index, family in enumerate(families) if ids & family), None)
    names = {PACKAGES[library][column] for library in missing if library in PACKAGES} if column is not None else set()
    if column is None or not names:
        return []
    # The rename for 64-bit time; older and derived systems know the old name, which apt still resolves.
    first_renamed = {"debian": (13,), "ubuntu": (24, 4)}.get(release.get("ID", ""))
    version = tuple(int(part) for part in re.findall(r"\d+", release.get("VERSION_ID", "")))
    if first_renamed and version >= first_renamed and "libglib2.0-0" in names:
        names = names - {"libglib2.0-0"} | {"libglib2.0-0t64"}
    return [*INSTALLERS[column], *sorted(names)]


def missing_message(missing: Sequence[str], command: Sequence[str], *, root: bool) -> str:
    """Which libraries are missing and how to get them."""
    text = f"Qt needs system libraries that are not here: {', '.join(missing)}."
    unknown = [library for library in missing if library not in PACKAGES]
    if command:
        text += f"\nInstall them with: {'' if root else 'sudo '}{' '.join(command)}"
    if unknown or not command:
        text += f"\nInstall your system's packages that hold {', '.join(unknown or missing)}."
    return text


def install_system_packages(command: Sequence[str]) -> None:
    """Run apt-get as root; it is told first, since it changes the system."""
    print(f"Installing system libraries that Qt needs: {' '.join(command)}", file=sys.stderr, flush=True)
    environ = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for step in (["apt-get", "update"], [*command[:2], "--yes", *command[2:]]):
        done = subprocess.run(step, stdin=subprocess.DEVNULL, capture_output=True, text=True, env=environ, check=False)
        if done.returncode:
            raise SetupError(f"{' '.join(step)} failed: {done.stderr.strip() or done.stdout.strip()}")


def check_qt(folder: Path, window: Sequence[str]) -> tuple[str, ...]:
    """The platforms whose libraries are here, after installing what may be installed; raises where one lacks some."""
    release = read_os_release()
    root = os.name == "posix" and os.geteuid() == 0
    passed: list[str] = []
    for choice in ((BASE_PLATFORM,), tuple(window)):
        lacking = {platform: missing_libraries(folder, platform) for platform in choice}
        passed += [platform for platform, missing in lacking.items() if not missing]
        if not lacking or any(not missing for missing in lacking.values()):
            continue
        platform = min(lacking, key=lambda name: len(lacking[name]))
        command = install_command(lacking[platform], release)
        if root and command[:1] == ["apt-get"]:
            install_system_packages(command)
            lacking[platform] = missing_libraries(folder, platform)
        if lacking[platform]:
            raise SetupError(missing_message(lacking[platform], command, root=root))
        passed.append(platform)
    return tuple(passed)


@contextlib.contextmanager
def alone(root: Path) -> Iterator[None]:
    """Keep a second set-up in the same folder waiting, rather than have both write one venv."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    with (root / LOCK_FILE).open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            print("Waiting for another set-up of this project to finish.", file=sys.stderr, flush=True)
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def set_up(root: Path, folder: Path, window: Sequence[str], *, this_python: bool) -> None:
    """Bring the venv up to date; without `this_python` a venv of another suitable Python is kept."""
    present = python_version(own_python(folder))
    kept = present is not None and (present == running_version() or not this_python)
    wanted = wanted_stamp(root, folder, present if present and kept else running_version())
    stamp = read_stamp(folder) if kept else None
    steps = remaining_steps(stamp, wanted, window)
    platforms = stamp.platforms if stamp else ()
    if "libraries" in steps:
        wanted = replace(wanted, python=running_version())
        version = sys.version.split()[0]
        said = f"Setting up {folder.name} with Python {version}: 200 MB to download and a minute or two, once."
        print(said, file=sys.stderr, flush=True)
        install_libraries(root, folder)
        platforms = ()
    if "project" in steps:
        install_project(root, folder)
        write_stamp(folder, replace(wanted, platforms=platforms))
    if "qt" in steps:
        platforms += tuple(name for name in check_qt(folder, window) if name not in platforms)
        write_stamp(folder, replace(wanted, platforms=platforms))


def is_current(root: Path, folder: Path, window: Sequence[str]) -> bool:
    """Whether there is nothing to do; meant to be asked with the venv's own Python."""
    return not remaining_steps(read_stamp(folder), wanted_stamp(root, folder, running_version()), window)


def make_lock(root: Path, options: Sequence[str]) -> None:
    """Resolve the dependencies again, for all supported Pythons and systems; uv is installed for it if need be."""
    with tempfile.TemporaryDirectory() as scratch:
        uv = shutil.which("uv")
        if uv is None:
            subprocess.run([sys.executable, "-I", "-m", "venv", scratch], check=True)
            pip_install(Path(scratch), root, "uv")
            uv = str(own_python(Path(scratch)).with_name("uv"))
        command = [uv, "pip", "compile", "pyproject.toml", "--extra", "dev", "--universal", "--python-version", "3.11"]
        command += ["--generate-hashes", "--only-binary", ":all:", "--output-file", LOCK_FILE, "--quiet", *options]
        environ = os.environ | {"UV_CUSTOM_COMPILE_COMMAND": "make lock", "UV_PYTHON": sys.executable}
        if subprocess.run(command, cwd=root, env=environ, check=False).returncode:
            raise SetupError(f"uv could not make {LOCK_FILE}; its message is above.")


def main(arguments: Sequence[str]) -> int:
    """Do what the command line says; the exit code is 2 where a person has to do something first."""
    parser = argparse.ArgumentParser(description="Make the environment that this project runs in.")
    parser.add_argument("folder", nargs="?", default=".venv", help="where it is made, seen from the project (.venv)")
    parser.add_argument("--window", action="store_true", help="also check what a window on this display needs")
    parser.add_argument("--this-python", action="store_true", help="replace an environment of another Python")
    parser.add_argument("--current", action="store_true", help="only tell by the exit code whether all is done")
    parser.add_argument("--lock", nargs=argparse.REMAINDER, help=f"make {LOCK_FILE} again, with these options for uv")
    asked = parser.parse_args(arguments)
    folder = ROOT / asked.folder
    window = window_platforms(os.environ) if asked.window else ()
    try:
        if asked.lock is not None:
            make_lock(ROOT, asked.lock)
        elif asked.current:
            return 0 if is_current(ROOT, folder, window) else 1
        else:
            with alone(ROOT):
                set_up(ROOT, folder, window, this_python=asked.this_python)
    except SetupError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Stopped; the next run starts over.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
