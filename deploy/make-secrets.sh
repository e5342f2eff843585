#!/bin/sh
# Makes the secrets that docker-compose.yml hands out, once: a file that is there stays as it is.
#   sh deploy/make-secrets.sh [FOLDER]
set -eu
folder=${1:-"$(dirname "$0")/secrets"}
mkdir -p "$folder"
# The folder keeps others on this machine out; the containers' own users must be able to read the files in it.
chmod 700 "$folder"
random_hex() { od -An -N32 -tx1 /dev/urandom | tr -d ' \n'; }
put() { # put NAME VALUE
  if [ -s "$folder/$1" ]; then
    echo "kept  $1"
  else
    printf '%s' "$2" >"$folder/$1"
    chmod 444 "$folder/$1"
    echo "made  $1"
  fi
}
put postgres_password "$(random_hex)"
put database_url "postgresql://perin:$(cat "$folder/postgres_password")@db:5432/perin"
put auth_secret "$(random_hex)"
put encryption_key "$(random_hex)"
