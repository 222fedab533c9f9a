#!/bin/sh
# Finds a Python and has packaging/environment.py make the project's environment with it.
#
#   environment.sh [--window] [FOLDER]   make FOLDER (.venv), or do nothing where it is up to date
#   environment.sh --list                print the suitable Pythons, best first: rank, state, version, path
#   environment.sh --lock [OPTION...]    make requirements.lock again; the options are for uv
#
# PYTHON names the one Python to take. PYTHON_PLACES is searched after PATH, instead of the usual folders.
set -u

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
names='python3.13 python3.12 python3.14 python3.11 python3 python'

# What a candidate says of itself. 3.13 and 3.12 are tested and fast, 3.14 is untested, 3.11 is slow. The base
# executable is named, since an active .venv would otherwise be asked to rebuild itself while it runs.
probe='
import importlib.util, sys
rank = {(3, 13): 1, (3, 12): 2, (3, 14): 3, (3, 11): 4}.get(sys.version_info[:2])
threaded = "t" in getattr(sys, "abiflags", "")
if rank and sys.implementation.name == "cpython" and sys.maxsize > 2**32 and not threaded:
    whole = all(map(importlib.util.find_spec, ("venv", "ensurepip")))
    version = "%d.%d.%d" % sys.version_info[:3]
    print(rank, "whole" if whole else "bare", version, getattr(sys, "_base_executable", "") or sys.executable)
'

fail() {
    printf '%s\n' "$*" >&2
    exit 2
}

# A pyenv shim is on PATH even where its version is not active, so only an answer counts.
ask() {
    "$1" -I -c "$probe" 2>/dev/null </dev/null
}

places() {
    printf '%s\n' "${PATH:-}" | tr ':' '\n'
    if [ -n "${PYTHON_PLACES+set}" ]; then
        printf '%s\n' "$PYTHON_PLACES" | tr ':' '\n'
        return
    fi
    # Version managers put shims on PATH and the Pythons themselves beside them: pyenv, then asdf and mise.
    printf '%s\n' "${PATH:-}" | tr ':' '\n' | sed -n 's:/shims/*$::p' | while IFS= read -r manager; do
        printf '%s\n' "$manager"/versions/*/bin "$manager"/installs/python/*/bin
    done
    home=${HOME:-/nonexistent}
    printf '%s\n' /usr/local/bin /usr/bin /opt/homebrew/bin \
        "${PYENV_ROOT:-$home/.pyenv}"/versions/*/bin \
        "${UV_PYTHON_INSTALL_DIR:-${XDG_DATA_HOME:-$home/.local/share}/uv/python}"/*/bin \
        /Library/Frameworks/Python.framework/Versions/*/bin
}

# Every Python there is, best first; among equals the order of places().
list() {
    places | while IFS= read -r place; do
        # Apple's own python3 is too old, and merely running it can open a window that offers the developer tools.
        [ "$place" = /usr/bin ] && [ "$(uname)" = Darwin ] && continue
        for name in $names; do
            [ -x "$place/$name" ] && ask "$place/$name"
        done
    done | awk '{ place = $0; sub("[^/]*$", "", place); if (!seen[place]++) print }' | sort -s -n -k 1,1
}

# Sets `version` and `path` from a line of list().
take() {
    version=$(printf '%s\n' "$1" | cut -d ' ' -f 3)
    path=$(printf '%s\n' "$1" | cut -d ' ' -f 4-)
}

# Debian and Ubuntu keep ensurepip in a package of its own.
add_venv_module() {
    package="python${version%.*}-venv"
    case $path in
    /usr/bin/*) ;;
    *) fail "$path has no venv or no ensurepip module; install a complete Python 3.11 to 3.14." ;;
    esac
    command -v apt-get >/dev/null || fail "$path has no ensurepip module; install your system's package for Python's venv."
    [ "$(id -u)" = 0 ] || fail "$path cannot make an environment yet. Install the missing part with: sudo apt-get install $package"
    echo "Installing $package, which Python needs to make an environment: apt-get install $package" >&2
    said=$(apt-get update 2>&1 </dev/null &&
        DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$package" 2>&1 </dev/null) ||
        fail "apt-get could not install $package: $said"
}

choose() {
    if [ -n "${PYTHON:-}" ]; then
        found=$(ask "$PYTHON")
        # The name may be that of a shim which is not active, and its Python be there all the same.
        [ -n "$found" ] || found=$(list | grep -m 1 "/$PYTHON\$")
        [ -n "$found" ] || fail "PYTHON=$PYTHON is no Python that fits: version 3.11 to 3.14 of the usual CPython is needed."
    else
        all=$(list)
        found=$(printf '%s\n' "$all" | grep -m 1 ' whole ' || printf '%s\n' "$all" | sed -n 1p)
        [ -n "$found" ] || fail "No suitable Python was found: install Python 3.13 (3.11 to 3.14 will do), or name one with PYTHON=/path/to/python."
    fi
    take "$found"
    case $found in
    *' bare '*) add_venv_module ;;
    esac
}

case ${1:-} in
--list)
    list
    exit
    ;;
--lock)
    choose
    exec "$path" -I "$here/environment.py" "$@"
    ;;
esac

# Both are seen from the project, wherever this was called.
cd "$here/.." || exit 2
folder=.venv
for argument in "$@"; do
    case $argument in
    --*) ;;
    *) folder=$argument ;;
    esac
done

# The usual case: all is there, and asking the environment's own Python takes a moment.
if [ -z "${PYTHON:-}" ]; then
    for own in "$folder/bin/python" "$folder/Scripts/python.exe"; do
        [ -x "$own" ] && "$own" -I -S "$here/environment.py" --current "$@" 2>/dev/null && exit 0
    done
    choose
    exec "$path" -I "$here/environment.py" "$@"
fi
choose
exec "$path" -I "$here/environment.py" --this-python "$@"
