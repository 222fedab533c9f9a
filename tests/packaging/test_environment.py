"""How the environment is made: which Python, when again, what is missing, and what the lock promises."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "packaging" / "environment.sh"
SUPPORTED = ("3.11", "3.12", "3.13", "3.14")

needs_shell = pytest.mark.skipif(os.name == "nt", reason="the shell script is for Unix")


def load_environment() -> ModuleType:
    # Its folder has the name of an installed library, so it cannot simply be imported.
    spec = importlib.util.spec_from_file_location("project_environment", ROOT / "packaging" / "environment.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


environment = load_environment()


class Machine:
    """A machine of our own: a PATH with the plain tools and whatever Pythons a test puts there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pythons = folder / "pythons"
        self.tools = folder / "tools"
        self.pythons.mkdir(parents=True)
        self.tools.mkdir()
        for name in ("awk", "cut", "dirname", "grep", "sed", "sort", "tr", "uname"):
            found = shutil.which(name)
            assert found is not None
            (self.tools / name).symlink_to(found)
        self.tool("id", "echo 1000")

    def tool(self, name: str, body: str) -> None:
        self._write(self.tools / name, body)

    def python(self, name: str, answer: str | None, *, place: Path | None = None) -> Path:
        """A Python that gives this answer to the probe; None is a pyenv shim whose version is not active."""
        path = (place or self.pythons) / name
        body = f"echo '{answer}'" if answer is not None else "echo 'pyenv: command not found' >&2; exit 127"
        self._write(path, body)
        return path

    def run(self, *arguments: str, usual_places: bool = False, **environ: str) -> subprocess.CompletedProcess[str]:
        defaults = {"PATH": f"{self.pythons}:{self.tools}"} | ({} if usual_places else {"PYTHON_PLACES": ""})
        return subprocess.run(
            ["/bin/sh", str(SCRIPT), *arguments],
            env=defaults | environ,
            capture_output=True,
            text=True,
            check=False,
        )

    @staticmethod
    def _write(path: Path, body: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        path.chmod(0o755)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path / "machine")


@needs_shell
def test_tested_versions_come_first_and_the_floor_last(machine: Machine) -> None:
    machine.python("python3.11", "4 whole 3.11.7 /x/python3.11")
    machine.python("python3.14", "3 whole 3.14.0 /x/python3.14")
    machine.python("python3.12", "2 whole 3.12.1 /x/python3.12")
    machine.python("python3", "1 whole 3.13.0 /y/python3.13")
    versions = [line.split()[2] for line in machine.run("--list").stdout.splitlines()]
    assert versions == ["3.13.0", "3.12.1", "3.14.0", "3.11.7"]


@needs_shell
def test_a_shim_that_only_complains_is_no_python(machine: Machine) -> None:
    machine.python("python3.13", None)
    machine.python("python3.11", "4 whole 3.11.7 /x/python3.11")
    assert machine.run("--list").stdout == "4 whole 3.11.7 /x/python3.11\n"


@needs_shell
def test_the_pythons_behind_shims_are_found(machine: Machine, tmp_path: Path) -> None:
    manager = tmp_path / "manager"
    machine.python("python3.13", None, place=manager / "shims")
    machine.python("python3.13", "1 whole 3.13.0 /m/python3.13", place=manager / "versions" / "3.13.0" / "bin")
    path = f"{manager / 'shims'}:{machine.tools}"
    # The usual places are searched as well here, so there may be more.
    assert "1 whole 3.13.0 /m/python3.13" in machine.run("--list", usual_places=True, PATH=path).stdout.splitlines()


@needs_shell
def test_other_places_are_searched_after_path(machine: Machine, tmp_path: Path) -> None:
    place = tmp_path / "other place"
    machine.python("python3.12", "2 whole 3.12.9 /other place/python3.12", place=place)
    machine.python("python3.12", "2 whole 3.12.1 /x/python3.12")
    lines = machine.run("--list", PYTHON_PLACES=str(place)).stdout.splitlines()
    assert lines == ["2 whole 3.12.1 /x/python3.12", "2 whole 3.12.9 /other place/python3.12"]


@needs_shell
def test_a_real_python_says_what_it_is(machine: Machine) -> None:
    (machine.pythons / "python3").symlink_to(sys.executable)
    rank, _, version, path = machine.run("--list").stdout.split(maxsplit=3)
    assert version == ".".join(map(str, sys.version_info[:3]))
    assert int(rank) == {"3.13": 1, "3.12": 2, "3.14": 3, "3.11": 4}[environment.running_version()]
    # Not the venv that the tests run in: that one could not rebuild itself.
    assert Path(path.strip()).is_file()
    assert not path.startswith(sys.prefix)


@needs_shell
def test_without_any_python_one_sentence_says_so(machine: Machine, tmp_path: Path) -> None:
    machine.python("python3", None)
    done = machine.run(str(tmp_path / "venv"))
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("No suitable Python was found")
    assert done.stderr.count("\n") == 1


@needs_shell
def test_an_unfit_choice_is_refused_not_replaced(machine: Machine, tmp_path: Path) -> None:
    machine.python("python3.13", "1 whole 3.13.0 /x/python3.13")
    done = machine.run(str(tmp_path / "venv"), PYTHON="python3.9")
    assert done.returncode == 2
    assert "PYTHON=python3.9" in done.stderr


@needs_shell
def test_a_choice_by_name_is_found_behind_a_shim(machine: Machine, tmp_path: Path) -> None:
    taken = machine.python("python3.12", "the one behind", place=tmp_path / "bin")
    machine.python("python3.12", None)
    machine.python("python3", f"2 whole 3.12.1 {taken}")
    machine.python("python3.13", "1 whole 3.13.0 /x/python3.13", place=tmp_path / "more")
    done = machine.run(str(tmp_path / "venv"), PYTHON="python3.12", PYTHON_PLACES=str(tmp_path / "more"))
    assert done.stdout == "the one behind\n"


@needs_shell
def test_a_python_without_venv_names_the_debian_package(machine: Machine, tmp_path: Path) -> None:
    machine.python("python3", "4 bare 3.11.2 /usr/bin/no-such-python3.11")
    machine.tool("apt-get", "exit 9")
    done = machine.run(str(tmp_path / "venv"))
    assert done.returncode == 2
    assert "apt-get install python3.11-venv" in done.stderr


@needs_shell
def test_root_gets_the_debian_package_installed(machine: Machine, tmp_path: Path) -> None:
    log = tmp_path / "apt.log"
    machine.python("python3", "2 bare 3.12.3 /usr/bin/no-such-python3.12")
    machine.tool("apt-get", f'echo "$*" >>{log}')
    machine.tool("id", "echo 0")
    said = machine.run(str(tmp_path / "venv")).stderr
    assert "apt-get install python3.12-venv" in said
    first, second = log.read_text(encoding="utf-8").splitlines()
    assert first.split()[0] == "update"
    assert second.split()[0] == "install"
    assert second.split()[-1] == "python3.12-venv"


@needs_shell
def test_a_complete_python_is_taken_before_a_better_one_that_is_not(machine: Machine, tmp_path: Path) -> None:
    machine.python("python3.13", "1 bare 3.13.0 /usr/bin/no-such-python3.13")
    taken = machine.python("taken", "this one ran", place=tmp_path)
    machine.python("python3.11", f"4 whole 3.11.7 {taken}")
    done = machine.run(str(tmp_path / "venv"))
    assert done.stdout == "this one ran\n"
    assert done.returncode == 0


@needs_shell
def test_an_environment_that_is_current_asks_no_other_python(machine: Machine, tmp_path: Path) -> None:
    asked = tmp_path / "asked"
    machine.tool("python3", f"touch {asked}")
    machine.python("python", "", place=tmp_path / "venv" / "bin")
    assert machine.run("--window", str(tmp_path / "venv")).returncode == 0
    assert not asked.exists()


def a_project(folder: Path) -> Path:
    folder.mkdir()
    (folder / "requirements.lock").write_text("one==1\n", encoding="utf-8")
    (folder / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return a_project(tmp_path / "project")


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The costly steps, replaced by a record of them."""
    done: list[str] = []

    def libraries(_root: Path, folder: Path) -> None:
        done.append("libraries")
        environment.clear(folder)
        python = environment.own_python(folder)
        python.parent.mkdir(parents=True)
        python.symlink_to(sys.executable)
        (folder / "pyvenv.cfg").touch()

    def qt(_folder: Path, window: tuple[str, ...]) -> tuple[str, ...]:
        done.append("qt")
        return ("offscreen", *window)

    monkeypatch.setattr(environment, "install_libraries", libraries)
    monkeypatch.setattr(environment, "install_project", lambda _root, _folder: done.append("project"))
    monkeypatch.setattr(environment, "check_qt", qt)
    return done


def set_up(project: Path, window: tuple[str, ...] = ()) -> None:
    environment.set_up(project, project / ".venv", window, this_python=False)


@needs_shell
def test_the_second_time_there_is_nothing_to_do(project: Path, steps: list[str]) -> None:
    set_up(project)
    assert steps == ["libraries", "project", "qt"]
    assert environment.is_current(project, project / ".venv", ())
    steps.clear()
    set_up(project)
    assert steps == []


@needs_shell
@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda root: (root / "requirements.lock").write_text("one==2\n"), ["libraries", "project", "qt"]),
        (lambda root: (root / "pyproject.toml").write_text("[tool]\n"), ["project"]),
        (lambda root: (root / ".venv" / environment.STAMP_FILE).unlink(), ["libraries", "project", "qt"]),
        (
            lambda root: (root / ".venv" / environment.STAMP_FILE).write_text('{"place": '),
            ["libraries", "project", "qt"],
        ),
        (lambda root: environment.own_python(root / ".venv").unlink(), ["libraries", "project", "qt"]),
        (lambda root: shutil.rmtree(root / ".venv"), ["libraries", "project", "qt"]),
    ],
    ids=["lock changed", "project changed", "stamp gone", "stamp cut short", "python gone", "all gone"],
)
def test_a_change_brings_back_what_hangs_on_it(
    project: Path, steps: list[str], change: Callable[[Path], object], expected: list[str]
) -> None:
    set_up(project)
    steps.clear()
    change(project)
    set_up(project)
    assert steps == expected
    assert environment.is_current(project, project / ".venv", ())


@needs_shell
def test_a_window_later_on_checks_only_qt(project: Path, steps: list[str]) -> None:
    set_up(project)
    steps.clear()
    set_up(project, ("wayland", "xcb"))
    assert steps == ["qt"]
    # One platform that works is enough from now on.
    assert environment.is_current(project, project / ".venv", ("xcb",))


@needs_shell
def test_a_missing_system_library_does_not_cost_the_installation(
    project: Path, steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    working = environment.check_qt

    def lacking(_folder: Path, _window: tuple[str, ...]) -> tuple[str, ...]:
        raise environment.SetupError("libGL.so.1")

    monkeypatch.setattr(environment, "check_qt", lacking)
    with pytest.raises(environment.SetupError):
        set_up(project)
    monkeypatch.setattr(environment, "check_qt", working)
    steps.clear()
    set_up(project)
    assert steps == ["qt"]


@needs_shell
def test_another_python_replaces_the_environment_only_when_it_was_asked_for(project: Path, steps: list[str]) -> None:
    set_up(project)
    folder = project / ".venv"
    stamp = environment.read_stamp(folder)
    other = environment.own_python(folder)
    other.unlink()
    other.write_text("#!/bin/sh\necho 3.99\n", encoding="utf-8")
    other.chmod(0o755)
    environment.write_stamp(folder, replace(stamp, python="3.99"))
    steps.clear()
    set_up(project)
    assert steps == []
    environment.set_up(project, folder, (), this_python=True)
    assert steps == ["libraries", "project", "qt"]
    assert environment.read_stamp(folder).python == environment.running_version()


def test_a_moved_project_gets_a_new_environment(tmp_path: Path) -> None:
    here, there = a_project(tmp_path / "here"), a_project(tmp_path / "there")
    stamp = environment.wanted_stamp(here, here / ".venv", "3.13")
    wanted = environment.wanted_stamp(there, there / ".venv", "3.13")
    assert environment.remaining_steps(stamp, wanted, ())[0] == "libraries"


def test_only_environments_are_ever_removed(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "to-anna.txt").touch()
    with pytest.raises(environment.SetupError, match="no virtual environment"):
        environment.clear(tmp_path / "letters")
    assert (tmp_path / "letters" / "to-anna.txt").exists()
    interrupted = tmp_path / ".venv"
    interrupted.mkdir()
    (interrupted / environment.STAMP_FILE).touch()
    environment.clear(interrupted)
    assert not interrupted.exists()


@needs_shell
def test_two_set_ups_take_turns(project: Path) -> None:
    import fcntl

    def can_enter() -> bool:
        with (project / "requirements.lock").open("rb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                return False
        return True

    with environment.alone(project):
        assert not can_enter()
    assert can_enter()


def test_pip_keeps_the_index_and_loses_what_would_change_the_result() -> None:
    users = {"PIP_INDEX_URL": "index", "HTTPS_PROXY": "proxy", "PIP_TARGET": "elsewhere", "PIP_CONSTRAINT": "c.txt"}
    given = environment.pip_environment(users)
    assert given["PIP_INDEX_URL"] == "index"
    assert given["HTTPS_PROXY"] == "proxy"
    assert "PIP_TARGET" not in given
    assert given["PIP_CONSTRAINT"] == os.devnull


LDD = """\
/x/QtWidgets.abi3.so:
\tlinux-vdso.so.1 (0x00007ffc)
\tlibQt6Core.so.6 => /x/Qt/lib/libQt6Core.so.6 (0x00007f)
\tlibGL.so.1 => not found
\tlibEGL.so.1 => not found
/x/Qt/plugins/platforms/libqxcb.so:
\tlibGL.so.1 => not found
\tlibxcb-cursor.so.0 => not found
"""


def test_missing_libraries_are_read_from_ldd_and_from_an_import() -> None:
    assert environment.missing_in(LDD) == ["libGL.so.1", "libEGL.so.1", "libxcb-cursor.so.0"]
    error = "ImportError: libEGL.so.1: cannot open shared object file: No such file or directory"
    assert environment.missing_in(error) == ["libEGL.so.1"]
    assert environment.missing_in("libc.so.6 => /lib/libc.so.6 (0x00007f)") == []


@pytest.mark.parametrize(
    ("release", "expected"),
    [
        ({"ID": "debian", "VERSION_ID": "12"}, "apt-get install --no-install-recommends libgl1 libglib2.0-0"),
        ({"ID": "debian", "VERSION_ID": "13"}, "apt-get install --no-install-recommends libgl1 libglib2.0-0t64"),
        ({"ID": "ubuntu", "VERSION_ID": "22.04"}, "apt-get install --no-install-recommends libgl1 libglib2.0-0"),
        ({"ID": "ubuntu", "VERSION_ID": "24.04"}, "apt-get install --no-install-recommends libgl1 libglib2.0-0t64"),
        (
            {"ID": "linuxmint", "ID_LIKE": "ubuntu debian"},
            "apt-get install --no-install-recommends libgl1 libglib2.0-0",
        ),
        ({"ID": "fedora", "VERSION_ID": "43"}, "dnf install glib2 libglvnd-glx"),
        ({"ID": "arch"}, "pacman -S --needed glib2 libglvnd"),
        ({"ID": "plan9"}, ""),
        ({}, ""),
    ],
)
def test_the_command_is_the_systems_own(release: dict[str, str], expected: str) -> None:
    missing = ["libGL.so.1", "libgthread-2.0.so.0", "libglib-2.0.so.0"]
    assert " ".join(environment.install_command(missing, release)) == expected


def test_the_message_names_every_library_even_one_nobody_knows() -> None:
    missing = ["libGL.so.1", "libnew.so.9"]
    command = environment.install_command(missing, {"ID": "debian", "VERSION_ID": "12"})
    message = environment.missing_message(missing, command, root=False)
    assert "libGL.so.1, libnew.so.9" in message
    assert "sudo apt-get install --no-install-recommends libgl1" in message
    assert message.endswith("hold libnew.so.9.")
    assert "sudo" not in environment.missing_message(missing, command, root=True)


def test_os_release_is_read_with_and_without_quotes(tmp_path: Path) -> None:
    path = tmp_path / "os-release"
    path.write_text('ID=debian\nVERSION_ID="12"\n\n# a remark\n', encoding="utf-8")
    release = environment.read_os_release(path)
    assert (release["ID"], release["VERSION_ID"]) == ("debian", "12")
    assert environment.read_os_release(tmp_path / "none") == {}


@pytest.mark.parametrize(
    ("environ", "system", "expected"),
    [
        ({}, "linux", ()),
        ({"DISPLAY": ":0"}, "linux", ("xcb",)),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, "linux", ("wayland", "xcb")),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, "linux", ()),
        ({"QT_QPA_PLATFORM": "vnc:size=800x600"}, "linux", ()),
        ({"QT_QPA_PLATFORM": "wayland-egl;xcb"}, "linux", ("wayland", "xcb")),
        ({"DISPLAY": ":0"}, "darwin", ()),
    ],
)
def test_the_display_tells_what_a_window_needs(environ: dict[str, str], system: str, expected: tuple[str, ...]) -> None:
    assert environment.window_platforms(environ, system) == expected


@pytest.fixture
def qt(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[list[str]]]:
    """A Debian whose Qt lacks these libraries by platform, until apt-get has installed something."""

    def prepare(lacking: dict[str, list[str]], *, user: int) -> list[list[str]]:
        installed: list[list[str]] = []

        def install(command: list[str]) -> None:
            installed.append(command)
            lacking.clear()

        monkeypatch.setattr(environment, "missing_libraries", lambda _folder, platform: lacking.get(platform, []))
        monkeypatch.setattr(environment, "read_os_release", lambda: {"ID": "debian", "VERSION_ID": "12"})
        monkeypatch.setattr(environment, "install_system_packages", install)
        monkeypatch.setattr(environment.os, "geteuid", lambda: user)
        return installed

    return prepare


@needs_shell
def test_root_on_debian_gets_the_libraries(qt: Callable[..., list[list[str]]]) -> None:
    installed = qt({"offscreen": ["libGL.so.1"]}, user=0)
    assert environment.check_qt(Path(), ()) == ("offscreen",)
    assert installed == [["apt-get", "install", "--no-install-recommends", "libgl1"]]


@needs_shell
def test_others_are_told_the_command(qt: Callable[..., list[list[str]]]) -> None:
    installed = qt({"xcb": ["libxcb-cursor.so.0"]}, user=1000)
    assert environment.check_qt(Path(), ()) == ("offscreen",)
    with pytest.raises(environment.SetupError, match=r"sudo apt-get install .* libxcb-cursor0"):
        environment.check_qt(Path(), ("xcb",))
    assert installed == []


@needs_shell
def test_one_working_display_system_is_enough(qt: Callable[..., list[list[str]]]) -> None:
    qt({"xcb": ["libxcb-cursor.so.0"]}, user=1000)
    assert environment.check_qt(Path(), ("wayland", "xcb")) == ("offscreen", "wayland")


def locked_requirements() -> list[tuple[Requirement, int]]:
    """Each requirement of the lock with the number of its hashes."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return [
        (Requirement(line.split("--hash")[0].strip()), len(re.findall(r"--hash=sha256:[0-9a-f]{64}\b", line)))
        for line in lines
    ]


def test_the_lock_pins_and_hashes_everything() -> None:
    locked = locked_requirements()
    assert len(locked) > len(declared_requirements())
    for requirement, hashes in locked:
        assert [part.operator for part in requirement.specifier] == ["=="], requirement
        assert hashes, requirement
        assert requirement.url is None


def test_the_lock_tells_nothing_of_the_machine_it_was_made_on() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"--(extra-)?index|--find-links|--trusted|(^|[\s='\"])[/~]|[A-Z]:\\", text)


def declared_requirements() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [Requirement(text) for text in [*project["dependencies"], *project["optional-dependencies"]["dev"]]]


@pytest.mark.parametrize("python", SUPPORTED)
def test_the_lock_fits_what_the_project_declares(python: str) -> None:
    """Fails when pyproject.toml was changed without `make lock`."""
    marks = {"python_version": python, "python_full_version": f"{python}.0", "extra": ""}
    pins = {
        canonicalize_name(requirement.name): next(iter(requirement.specifier)).version
        for requirement, _ in locked_requirements()
        if requirement.marker is None or requirement.marker.evaluate(marks)
    }
    for declared in declared_requirements():
        if declared.marker is None or declared.marker.evaluate(marks):
            assert declared.specifier.contains(pins[canonicalize_name(declared.name)]), declared
