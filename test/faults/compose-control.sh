#!/bin/sh
# kill|up|pause|resume|down ENGINE: what the fault tests do to the engines of compose.yaml.
set -eu
cd "$(dirname "$0")/../.."
case "$1" in
  kill) docker compose --profile '*' kill "$2" ;;
  up) docker compose --profile '*' up --detach --wait --no-deps "$2" ;;
  pause) docker compose --profile '*' pause "$2" ;;
  resume) docker compose --profile '*' unpause "$2" ;;
  down) docker compose --profile '*' stop "$2" ;;
  *) echo "unknown: $1" >&2; exit 64 ;;
esac
