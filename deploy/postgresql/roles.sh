#!/bin/sh
# Run once by the image of PostgreSQL, on an empty volume: one role owns the tables, one serves.
set -eu
psql --username postgres --dbname postgres -v ON_ERROR_STOP=1 -v owner="$OWNER_PASSWORD" -v serving="$SERVING_PASSWORD" <<'END'
CREATE ROLE minh_danh_owner LOGIN PASSWORD :'owner';
CREATE ROLE minh_danh LOGIN PASSWORD :'serving';
CREATE DATABASE minh_danh OWNER minh_danh_owner;
END
