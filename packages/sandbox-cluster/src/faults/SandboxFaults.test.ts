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

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConformanceFixture } from '../conformance/ConformanceFixture';
import { SandboxCluster } from '../SandboxCluster';

jest.setTimeout(60_000);

let directory: string;
let cluster: SandboxCluster;
let fixture: ConformanceFixture;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'sandbox-faults-'));
  cluster = await SandboxCluster.start({
    name: 'faults',
    directory,
    persist: false,
    images: { 'shell:1': { command: ['sh'] } },
    storageClasses: [
      { name: 'local', default: true },
      { name: 'limited', limited: true },
    ],
  });
  fixture = new ConformanceFixture({
    server: cluster.url,
    caPem: cluster.caPem,
    token: cluster.token,
    shellImage: 'shell:1',
    serverCommand: [],
  });
  await fixture.setUp();
});

afterEach(async () => {
  await cluster.faults.clear();
});

afterAll(async () => {
  await fixture?.tearDown();
  await cluster?.stop();
  rmSync(directory, { recursive: true, force: true });
});

const list = () => fixture.api.send('GET', fixture.core('configmaps'));

describe('SandboxFaults', () => {
  it('fails requests that match, as often as told', async () => {
    cluster.faults.failRequests({
      match: { verb: 'list', resource: 'configmaps' },
      status: 503,
      times: 2,
      retryAfter: 3,
    });
    for (let i = 0; i < 2; i += 1) {
      expect((await list()).body).toMatchObject({
        kind: 'Status',
        reason: 'ServiceUnavailable',
        code: 503,
        details: { retryAfterSeconds: 3 },
      });
    }
    expect((await list()).status).toBe(200);
    const other = await fixture.api.send('GET', fixture.core('secrets'));
    expect(other.status).toBe(200);
  });

  it('delays requests until it is cleared', async () => {
    cluster.faults.delayRequests({
      match: { path: /configmaps/ },
      ms: 600_000,
    });
    let answered = false;
    const pending = list().then(answer => {
      answered = true;
      return answer;
    });
    await fixture.api.send('GET', fixture.core('secrets'));
    expect(answered).toBe(false);
    await cluster.faults.clear();
    expect((await pending).status).toBe(200);
  });

  it('drops watches and forgets versions', async () => {
    const path = fixture.core('configmaps');
    const { body } = await list();
    const version = body.metadata.resourceVersion;
    const open = await fixture.api.stream(
      `${path}?watch=1&resourceVersion=${version}`,
    );
    cluster.faults.dropWatches();
    expect(await open.next()).toBeUndefined();
    cluster.faults.expireResourceVersions();
    const again = await fixture.api.stream(
      `${path}?watch=1&resourceVersion=${version}`,
    );
    const event = JSON.parse((await again.next()) ?? 'null');
    expect(event).toMatchObject({
      type: 'ERROR',
      object: {
        kind: 'Status',
        code: 410,
        reason: 'Expired',
        message: expect.stringMatching(
          /^too old resource version: \d+ \(\d+\)$/,
        ),
      },
    });
    const exact = await fixture.api.send(
      'GET',
      `${path}?resourceVersion=${version}&resourceVersionMatch=Exact&limit=5`,
    );
    expect(exact.body).toMatchObject({ code: 410, reason: 'Expired' });
  });

  it('kills pods', async () => {
    await fixture.createPod('victim', { args: ['-c', 'sleep 600'] });
    await fixture.waitForPhase('victim', 'Running');
    cluster.faults.killPod(fixture.namespace, 'victim');
    const pod = await fixture.waitForPhase('victim', 'Failed');
    expect(pod.status.containerStatuses[0].state.terminated).toMatchObject({
      exitCode: 137,
      signal: 9,
    });
    expect(() => cluster.faults.killPod(fixture.namespace, 'none')).toThrow(
      /No pod .*none runs/,
    );
  });

  it('cuts the API off and forgets the token', async () => {
    cluster.faults.unreachable(true);
    await expect(list()).rejects.toThrow();
    cluster.faults.unreachable(false);
    expect((await list()).status).toBe(200);
    cluster.faults.revokeToken();
    expect((await list()).status).toBe(401);
    await cluster.faults.clear();
    expect((await list()).status).toBe(200);
  });

  const canMount = process.getuid?.() === 0 && mounts();
  it.each(['local', 'limited'])(
    'fills a volume of the class %s',
    async storageClassName => {
      const name = `full-${storageClassName}`;
      await fixture.create(fixture.core('persistentvolumeclaims'), {
        metadata: { name },
        spec: {
          storageClassName,
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage: '1Mi' } },
        },
      });
      await fixture.waitFor(
        `${fixture.core('persistentvolumeclaims')}/${name}`,
        b => b.status.phase === 'Bound',
      );
      const path = cluster.volumePath(fixture.namespace, name);
      writeFileSync(join(path, 'before'), 'content');
      const filling = cluster.faults.fillVolume(fixture.namespace, name);
      if (!canMount) {
        // eslint-disable-next-line jest/no-conditional-expect
        await expect(filling).rejects.toThrow(/needs root on Linux/);
        return;
      }
      await filling;
      await fixture.createPod(
        name,
        {
          args: ['-c', 'cat "$0/before"; echo more > "$0/after"', '/data'],
          volumeMounts: [{ name: 'v', mountPath: '/data' }],
        },
        {
          volumes: [{ name: 'v', persistentVolumeClaim: { claimName: name } }],
        },
      );
      await fixture.waitForPhase(name, 'Failed');
      const log = await fixture.api.send(
        'GET',
        `${fixture.core('pods')}/${name}/log`,
      );
      expect(log.body).toMatch(/content/);
      expect(log.body).toMatch(/No space left on device|I\/O error/);
      await cluster.faults.clear();
      writeFileSync(join(path, 'later'), 'content');
      expect(readdirSync(path)).toEqual(
        expect.arrayContaining(['before', 'later']),
      );
    },
  );
});

function mounts(): boolean {
  const at = mkdtempSync(join(tmpdir(), 'sandbox-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', 'none', at], { stdio: 'ignore' });
    execFileSync('umount', [at]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(at, { recursive: true, force: true });
  }
}
