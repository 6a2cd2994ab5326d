#!/bin/sh
# Runs the tests that take too long for every change.
set -eu
cd "$(dirname "$0")/.."
exec cargo test --locked --test it -- --ignored "$@"
