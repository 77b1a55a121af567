#!/bin/sh
# Runs the entry point of an image as an engine would, for want of one: a root that cannot be written with /app and /tools in it, fresh memory at /tmp
# and /data, no capability, the image's user. To be called through `unshare --mount`, so that nothing of it is seen outside and all of it goes with the process.
#   container.sh <empty folder> <app> <tools> <uid> <gid> <from:to,from:to…> <command…>
set -eu
root=$1 app=$2 tools=$3 uid=$4 gid=$5 binds=$6
shift 6
read_only() { # from to
  mkdir -p "$2"
  mount --bind "$1" "$2"
  mount -o remount,bind,ro "$2"
}
mount --make-rprivate /
mount -t tmpfs -o mode=0755 none "$root"
mkdir "$root/tmp" "$root/data" "$root/proc" "$root/dev"
for part in usr lib lib64 etc/ssl; do
  if [ -L "/$part" ]; then ln -s "$(readlink "/$part")" "$root/$part"; elif [ -e "/$part" ]; then read_only "/$part" "$root/$part"; fi
done
read_only "$app" "$root/app"
read_only "$tools" "$root/tools"
for bind in $(echo "$binds" | tr , ' '); do read_only "${bind%%:*}" "$root${bind#*:}"; done
mount --rbind /dev "$root/dev"
mount --rbind /proc "$root/proc"
mount -t tmpfs -o mode=1777,size=64m none "$root/tmp"
mount -t tmpfs -o "mode=0700,uid=$uid,gid=$gid,size=256m" none "$root/data"
mount -o remount,ro "$root"
exec chroot "$root" /usr/bin/setpriv --reuid="$uid" --regid="$gid" --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all /usr/bin/env --chdir=/app "$@"
