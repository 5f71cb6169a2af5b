# Shared by ./verify, ./demo and ./bench, which source it in the project's folder and have set "self", their own path:
# Java, a Maven that is new enough, what can be built here, and the end of what was started.

me=$(basename "$self")
mvn=${MVN:-mvn}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
dependency_plugin=org.apache.maven.plugins:maven-dependency-plugin:3.8.1
# What the plugin's parent POM and client-pom.xml take, and what is unpacked where the Maven at hand is older.
maven_for_whole=3.9.6
maven_for_client=3.8
maven_to_unpack=3.9.11

say() { echo "$me: $1"; }

fail() {
  echo "$me: $1" >&2
  exit "${2:-1}"
}

# A script's first comment is its help.
usage() { sed -n '2,/^set /{/^#/!d;s/^# \{0,1\}//;p;}' "$self"; }

case "${1:-}" in
  -h | --help)
    usage
    exit 0
    ;;
esac

# What runs is a group of processes of its own: it ends as a whole, and with the script.
running=" "

start() {
  set -m
  "$@" &
  running="$running$! "
  set +m
}

run() {
  local pid status
  start "$@"
  pid=$!
  wait "$pid"
  status=$?
  running=${running/ $pid / }
  return $status
}

# A server that is stopped is given a moment to end in order, and is then ended.
end() {
  # A second Ctrl-C must not keep this from its end.
  trap '' INT TERM
  for pid in $running; do
    kill -TERM -- "-$pid" 2>/dev/null
  done
  for pid in $running; do
    for _ in $(seq 50); do
      kill -0 -- "-$pid" 2>/dev/null || break
      sleep 0.2
    done
    kill -KILL -- "-$pid" 2>/dev/null
  done
}
trap end EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

patience=60000
# A server that takes a connection and says nothing is given up after some seconds, and not after half an hour. Maven before
# 3.9 has another name for that.
maven() {
  run "$mvn" -B -ntp -Daether.connector.connectTimeout=10000 -Daether.connector.requestTimeout=$patience \
    -Dmaven.wagon.rto=$patience "$@" </dev/null
}

# compile LOG CLASSPATH [Maven arguments]: the tests too, and a file with what they need to run.
compile() {
  local log=$1 classpath=$2
  shift 2
  maven "$@" test-compile "$dependency_plugin:build-classpath" -Dmdep.outputFile="$classpath" -DincludeScope=test \
    >"$log" 2>&1 || {
    tail -n 30 "$log" >&2
    fail "the build failed: see $log."
  }
}

need_java() {
  local found version
  found=$(command -v "$java") || {
    [ -z "${JAVA_HOME:-}" ] || fail "JAVA_HOME is '$JAVA_HOME', where there is no bin/java."
    fail "Java is missing: install a JDK, 17 or newer, or set JAVA_HOME to one."
  }
  version=$("$java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)
  if [ "${version:-0}" -lt 17 ] || [ ! -x "$(dirname "$(readlink -f "$found")")/javac" ]; then
    fail "$found is not a JDK, 17 or newer (it is Java ${version:-?}): install one, or set JAVA_HOME to one."
  fi
}

need_maven() {
  command -v "$mvn" >/dev/null || fail "Maven is missing ($mvn): install it, $maven_for_client or newer, or set MVN to its mvn."
  maven=$("$mvn" --version 2>/dev/null | sed -n 's/.*Apache Maven \([0-9.]*[0-9]\).*/\1/p')
  [ -n "$maven" ] || fail "'$mvn --version' does not work: install Maven, $maven_for_client or newer, or set MVN to its mvn."
}

# at_least 3.9.11 3.9.6
at_least() {
  local IFS=. have want i
  read -ra have <<<"$1"
  read -ra want <<<"$2"
  for i in 0 1 2; do
    [ "${have[i]:-0}" -eq "${want[i]:-0}" ] || {
      [ "${have[i]:-0}" -gt "${want[i]:-0}" ]
      return
    }
  done
}

in_pom() { sed -n "/<$1>/,/<\\/$1>/s|.*<$2>\\(.*\\)</$2>.*|\\1|p" pom.xml | head -n 1; }

# Any POM that needs nothing of Jenkins will do to ask from; the repository is the one that pom.xml names.
resolves() {
  patience=10000 maven -q "$@" -f client-pom.xml "$dependency_plugin:get" -Dtransitive=false \
    -DremoteRepositories="$(in_pom repository id)::default::$(in_pom repository url)" >/dev/null 2>&1
}

find_tier() {
  local parent core
  case "${VERIFY_TIER:-}" in
    whole | client)
      tier=$VERIFY_TIER
      why="as VERIFY_TIER says"
      return
      ;;
    "") ;;
    *) fail "VERIFY_TIER is '$VERIFY_TIER'; expected 'whole' or 'client'." 2 ;;
  esac
  parent=$(in_pom parent version)
  core=$(in_pom properties jenkins.baseline)$(in_pom properties jenkins.version | sed 's/^\${jenkins.baseline}//')
  if resolves "$@" -Dartifact="org.jenkins-ci.plugins:plugin:$parent:pom" &&
    resolves "$@" -Dartifact="org.jenkins-ci.main:jenkins-core:$core:jar"; then
    tier=whole
    why="Jenkins' artifacts resolve here"
  else
    tier=client
    why="Jenkins' artifacts (plugin parent POM $parent, jenkins-core $core) do not resolve here"
  fi
}

newer_maven() {
  local needed=$1 home=.ci/apache-maven-$maven_to_unpack log=target/maven.log
  shift
  if [ ! -e "$home" ]; then
    say "Maven $maven is too old for this, which takes $needed or newer: getting $maven_to_unpack (log: $log) …"
    mkdir -p target
    rm -rf .ci/unpacked
    # By the Maven at hand, from where it gets everything else. Moved only when it is whole.
    maven -C "$@" -f client-pom.xml "$dependency_plugin:unpack" -DoutputDirectory="$PWD/.ci/unpacked" \
      -Dartifact="org.apache.maven:apache-maven:$maven_to_unpack:zip:bin" -Dmdep.overWriteReleases=true >"$log" 2>&1 &&
      chmod +x ".ci/unpacked/apache-maven-$maven_to_unpack/bin/mvn" &&
      mv ".ci/unpacked/apache-maven-$maven_to_unpack" "$home" || {
      tail -n 15 "$log" >&2
      fail "no Maven that is new enough: set MVN to one, $needed or newer."
    }
    rm -rf .ci/unpacked
  fi
  mvn=$PWD/$home/bin/mvn
}

# find_out [Maven arguments]: sets tier, why and mvn, or says what is missing.
find_out() {
  local needed=$maven_for_client
  say "looking for Java, Maven and Jenkins' artifacts …"
  need_java
  need_maven
  find_tier "$@"
  [ "$tier" = client ] || needed=$maven_for_whole
  at_least "$maven" "$needed" || newer_maven "$needed" "$@"
}
