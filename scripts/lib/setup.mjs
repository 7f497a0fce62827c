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

import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run, start } from './run.mjs';
import { Stop, step } from './say.mjs';

/** The checkout. */
export const root = fileURLToPath(new URL('../..', import.meta.url));
const tools = join(root, '.tools');
const nodeVersion = '24.21.0';

/** Programs that are not npm packages, and the Debian package of each. */
export const programs = {
  rsync: 'rsync',
  stunnel4: 'stunnel4',
  zstd: 'zstd',
  getfattr: 'attr',
  setfacl: 'acl',
  'docker-registry': 'docker-registry',
  skopeo: 'skopeo',
  chromium: 'chromium fonts-liberation',
};

/**
 * Goes on under a Node that is new enough. Returns `undefined` if this is one, else the exit code of the same script run
 * under one that was brought in.
 */
export async function underRightNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major === 24 || (major === 22 && minor >= 19)) {
    // Children that say `node` must get the same one.
    process.env.PATH = dirname(process.execPath) + delimiter + process.env.PATH;
    return undefined;
  }
  const folder = join(tools, 'node');
  const binary = join(folder, 'node_modules/node/bin/node');
  if (!existsSync(binary)) {
    requireDisk(1);
    step(
      `Node ${process.versions.node} is not supported by Backstage: bringing in ${nodeVersion} from npm`,
    );
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{"private":true}\n');
    const { code, output } = await run(
      [
        'npm',
        'install',
        '--no-save',
        '--no-audit',
        '--no-fund',
        '--ignore-scripts=false',
        `node@${nodeVersion}`,
      ],
      { cwd: folder, timeoutMs: 600_000 },
    );
    if (code !== 0 || !existsSync(binary)) {
      throw new Stop(
        `Node 22.19 or later, or 24, is needed (this is ${
          process.versions.node
        }), and npm could not bring it: ${reason(
          output,
        )}. Install it, or give this machine access to the npm registry.`,
      );
    }
  }
  const child = start([binary, ...process.argv.slice(1)], {
    stdio: 'inherit',
    env: { PATH: dirname(binary) + delimiter + process.env.PATH },
  });
  return new Promise((done, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => done(code ?? (signal ? 130 : 1)));
  });
}

/** Installs the dependencies if what is installed does not belong to this lockfile. */
export async function installDependencies() {
  const stamp = join(root, 'node_modules', '.installed-for');
  const wanted = hashOf([
    'yarn.lock',
    '.yarnrc.yml',
    'package.json',
    ...packageFiles(),
  ]);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  requireDisk(4);
  step('installing dependencies (some minutes the first time)');
  const { code, output } = await run(
    [
      process.execPath,
      '.yarn/releases/yarn-4.13.0.cjs',
      'install',
      '--immutable',
    ],
    {
      cwd: root,
      log: join(tools, 'install.log'),
      env: { YARN_ENABLE_SCRIPTS: 'false', NODE_OPTIONS: '' },
    },
  );
  if (code !== 0) {
    throw new Stop(
      `The dependencies could not be installed: ${reason(
        output,
      )}. The whole log is in .tools/install.log.`,
    );
  }
  writeFileSync(stamp, wanted);
}

/** Installs the Debian packages of the programs that are missing. */
export async function installPrograms(names) {
  const missing = names.filter(name => !find(name));
  if (missing.length === 0) return;
  const packages = missing.map(name => programs[name]).join(' ');
  if (!find('apt-get')) {
    throw new Stop(
      `Missing: ${missing.join(
        ', ',
      )}. Install them with this system's package manager (on Debian: ${packages}).`,
    );
  }
  if (process.getuid?.() !== 0) {
    throw new Stop(
      `Missing: ${missing.join(
        ', ',
      )}. Run this, then try again: sudo apt-get update && sudo apt-get install -y ${packages}`,
    );
  }
  requireDisk(1);
  step(`installing ${packages}`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  // Debian's packages start a daemon of their own once they are installed; only the programs are wanted.
  const policy = '/usr/sbin/policy-rc.d';
  const log = join(tools, 'apt.log');
  const hadPolicy = existsSync(policy);
  try {
    if (!hadPolicy)
      writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
    await run(['apt-get', 'update'], { env, log, timeoutMs: 300_000 });
    const { code, output } = await run(
      [
        'apt-get',
        '-o',
        'DPkg::Lock::Timeout=300',
        'install',
        '-y',
        '--no-install-recommends',
        ...packages.split(' '),
      ],
      { env, log, timeoutMs: 900_000 },
    );
    if (code !== 0) {
      throw new Stop(
        `apt-get could not install ${packages}: ${reason(
          output,
        )}. The whole log is in .tools/apt.log.`,
      );
    }
  } finally {
    if (!hadPolicy) await run(['rm', '-f', policy]);
  }
}

/** Path of a program, or `undefined`. */
export function find(name) {
  for (const folder of `${process.env.PATH}${delimiter}/usr/sbin${delimiter}/sbin`.split(
    delimiter,
  )) {
    const path = join(folder, name);
    if (existsSync(path)) return path;
  }
  return undefined;
}

/** @param {number} gib what is about to be written, in GiB */
export function requireDisk(gib) {
  const { bavail, bsize } = statfsSync(root);
  const free = (bavail * bsize) / 2 ** 30;
  if (free < gib) {
    throw new Stop(
      `Not enough disk: ${gib} GiB are needed in ${root} and ${free.toFixed(
        1,
      )} GiB are free.`,
    );
  }
}

/** Runs `build` unless what it makes belongs to these sources already. */
export async function onceFor(name, sources, product, build) {
  const stamp = join(tools, `${name}.stamp`);
  const wanted = hashOf(
    sources
      .flatMap(source => filesUnder(join(root, source)))
      .map(path => path.slice(root.length)),
  );
  if (
    existsSync(join(root, product)) &&
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === wanted
  )
    return;
  step(`building ${name}`);
  await build();
  mkdirSync(tools, { recursive: true });
  writeFileSync(stamp, wanted);
}

function packageFiles() {
  return ['packages', 'plugins'].flatMap(folder =>
    readdirSync(join(root, folder))
      .map(name => join(folder, name, 'package.json'))
      .filter(path => existsSync(join(root, path))),
  );
}

function filesUnder(path) {
  if (!existsSync(path)) return [];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter(
      entry =>
        entry.isFile() &&
        !/(^|\/)(node_modules|dist[^/]*|coverage)(\/|$)/.test(
          entry.parentPath ?? entry.path,
        ),
    )
    .map(entry => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

function hashOf(paths) {
  const hash = createHash('sha256').update(process.versions.node);
  for (const path of paths)
    hash.update(path).update(readFileSync(join(root, path)));
  return hash.digest('hex');
}

function reason(output) {
  const lines = output
    .split('\n')
    .map(line => line.replace(/\u001b\[[0-9;]*m/g, '').trim())
    // A crash prints its minified source.
    .filter(line => line.length < 300);
  const network = lines.find(line =>
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ERR_SOCKET_CLOSED|Temporary failure|Could not resolve|network is unreachable/i.test(
      line,
    ),
  );
  if (network) return `no network (${network.slice(0, 160)})`;
  const disk = lines.find(line => /ENOSPC|No space left/i.test(line));
  if (disk) return 'the disk is full';
  // Yarn's last lines only say that it failed; the cause has a code of its own.
  const yarn = lines.filter(line => /YN(?!0000)\d{4}/.test(line)).pop();
  const other = lines.filter(line => /error|^E:/i.test(line)).pop();
  return (yarn?.replace(/^.*?│\s*/, '') ?? other ?? 'see the log').slice(
    0,
    200,
  );
}
