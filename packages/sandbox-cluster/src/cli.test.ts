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

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

jest.setTimeout(120_000);

const PROGRAM = resolve(__dirname, '../bin/sandbox-clusters');
const hasRegistry = (process.env.PATH ?? '')
  .split(delimiter)
  .some(folder => existsSync(join(folder, 'docker-registry')));

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sandbox-cli-'));
});

afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

function start(config: object) {
  const file = join(directory, 'clusters.json');
  writeFileSync(file, JSON.stringify(config));
  return spawn(
    process.execPath,
    [PROGRAM, '--config', file, '--until-stdin-ends'],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  );
}

async function status(
  url: string,
  ca: string,
  headers: object,
  body?: object,
): Promise<number> {
  const method = body ? 'POST' : 'GET';
  return new Promise((done, fail) => {
    request(
      url,
      { ca, headers: { ...headers }, agent: false, method },
      response => {
        response.resume();
        done(response.statusCode ?? 0);
      },
    )
      .once('error', fail)
      .end(body && JSON.stringify(body));
  });
}

async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 400 && !holds(); i += 1) {
    await delay(25);
  }
  expect(holds()).toBe(true);
}

describe('sandbox-clusters', () => {
  it('hosts several clusters, each with its own CA, and ends with its input', async () => {
    const child = start({
      clusters: [
        {
          name: 'east',
          directory: 'east',
          ...(hasRegistry ? { registry: {} } : {}),
        },
        { name: 'west', directory: 'west', openshift: true },
      ],
    });
    const ready: any[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      ready.push(JSON.parse(line));
      if (ready.length === 2) break;
    }
    const [east, west] = ready;
    expect(ready.map(c => c.name)).toEqual(['east', 'west']);
    expect(east.nodeAddress).not.toBe(west.nodeAddress);
    for (const cluster of ready) {
      const token = readFileSync(cluster.tokenFile, 'utf8');
      // eslint-disable-next-line no-bitwise
      expect(statSync(cluster.tokenFile).mode & 0o077).toBe(0);
      expect(
        await status(
          `${cluster.url}/api/v1/nodes`,
          readFileSync(cluster.caFile, 'utf8'),
          { authorization: `Bearer ${token}` },
        ),
      ).toBe(200);
    }
    await expect(
      status(`${west.url}/version`, readFileSync(east.caFile, 'utf8'), {}),
    ).rejects.toThrow(/certificate/);
    expect(Boolean(east.registry)).toBe(hasRegistry);
    for (const registry of ready.map(c => c.registry).filter(Boolean)) {
      const password = readFileSync(registry.passwordFile, 'utf8');
      const basic = Buffer.from(`${registry.username}:${password}`).toString(
        'base64',
      );
      const ca = readFileSync(registry.caFile, 'utf8');
      const ask = (headers: object) =>
        status(`https://${registry.host}/v2/`, ca, headers);
      expect(await ask({ authorization: `Basic ${basic}` })).toBe(200);
      expect(await ask({})).toBe(401);
    }
    child.stdin.end();
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
  });

  it('takes its pods along when it is killed', async () => {
    const child = start({
      clusters: [
        {
          name: 'x',
          directory: 'x',
          images: { 'shell:1': { command: ['sh', '-c'] } },
        },
      ],
    });
    const [line] = await once(createInterface({ input: child.stdout }), 'line');
    const { url, caFile, tokenFile } = JSON.parse(line);
    const pid = join(directory, 'pid');
    // Four dollars: two of them reach the shell.
    const created = await status(
      `${url}/api/v1/namespaces/default/pods`,
      readFileSync(caFile, 'utf8'),
      { authorization: `Bearer ${readFileSync(tokenFile, 'utf8')}` },
      {
        metadata: { name: 'pod' },
        spec: {
          containers: [
            {
              name: 'main',
              image: 'shell:1',
              args: [
                `echo $$$$ > ${pid}.part; mv ${pid}.part ${pid}; sleep 600`,
              ],
            },
          ],
        },
      },
    );
    expect(created).toBe(201);
    await until(() => existsSync(pid));
    const group = -Number(readFileSync(pid, 'utf8'));
    expect(() => process.kill(group, 0)).not.toThrow();
    child.kill('SIGKILL');
    await until(() => {
      try {
        process.kill(group, 0);
        return false;
      } catch {
        return true;
      }
    });
  });

  it('says in one line what is wrong', async () => {
    const child = start({
      clusters: [{ name: 'x', directory: 'x', podCidrPrefix: '10.0' }],
    });
    let text = '';
    child.stderr.on('data', chunk => {
      text += chunk;
    });
    const [code] = await once(child, 'close');
    expect(code).toBe(1);
    expect(text).toBe(
      'sandbox-clusters: podCidrPrefix has to be like 127.10, two numbers of a loopback address; it is 10.0\n',
    );
  });
});
