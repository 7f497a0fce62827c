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

import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { SandboxCluster } from '@direct-migration/sandbox-cluster';
import { TestPortal } from '../__testUtils__/TestPortal';
import { QUICK_MOVER } from '../engines/__testUtils__/quickMover';

/** `test/bench/volumes-many` asks for more. */
const VOLUMES = Number(process.env.MANY_VOLUMES ?? 20);
const COPY_MS = Number(process.env.MANY_COPY_MS ?? 8_000);
/** What two requests a second come to for a volume that is soon done: its objects have to be made and removed however fast. */
const SHORT_COPY_S = 25;
const MAX_HEAP_MIB = 50;
const MIB = 2 ** 20;

jest.setTimeout(120_000 + VOLUMES * 15_000);

/** Bytes of the heap that are in use. */
function usedHeap(): number {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc');
  gc();
  gc();
  return process.memoryUsage().heapUsed;
}

/** The requests to API servers while it is there, by what they ask for. */
class RequestCount {
  readonly counts = new Map<string, number>();
  readonly #origins: string[];
  readonly #channel = 'undici:request:create';
  readonly #onRequest = (message: unknown) => {
    const { method, path, origin } = (
      message as {
        request: { method: string; path: string; origin: string };
      }
    ).request;
    if (!this.#origins.includes(origin)) {
      return;
    }
    const [plain, query = ''] = path.split('?');
    const resource = plain
      .replace(/^\/apis?\/([^/]+\/)?v[^/]+\//, '')
      .replace(/namespaces\/[^/]+\//, '')
      .replace(/\/dm-[^/]+|\/v\d+$/, '/…');
    const verb = query.includes('watch=') ? 'WATCH' : method;
    const key = `${verb} ${resource}`;
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  };

  constructor(origins: string[]) {
    this.#origins = origins.map(url => new URL(url).origin);
    subscribe(this.#channel, this.#onRequest);
  }

  get total(): number {
    return [...this.counts.values()].reduce((a, b) => a + b, 0);
  }

  stop(): void {
    unsubscribe(this.#channel, this.#onRequest);
  }
}

describe(`${VOLUMES} volumes in one plan, on two sandbox clusters`, () => {
  let directory: string;
  let clusters: SandboxCluster[] = [];
  let portal: TestPortal;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'dm-many-'));
    const program = join(directory, 'mover.cjs');
    writeFileSync(program, QUICK_MOVER);
    clusters = await Promise.all(
      ['east', 'west'].map(name =>
        SandboxCluster.start({
          name,
          directory: join(directory, name),
          persist: false,
          images: {
            'mover:test': {
              command: [process.execPath, program, String(COPY_MS)],
            },
          },
        }),
      ),
    );
    portal = await TestPortal.start(clusters, {
      worker: { concurrency: 20, pollInterval: { seconds: 2 } },
      limits: { perNode: 20 },
    });
    const [east] = clusters;
    east.apply({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'shop' },
    });
    for (let i = 0; i < VOLUMES; i++) {
      east.apply({
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: `v${i}`, namespace: 'shop' },
        spec: {
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage: '1Gi' } },
        },
      });
    }
  });
  afterAll(async () => {
    await portal?.stop();
    await Promise.all(clusters.map(cluster => cluster.stop()));
    rmSync(directory, { recursive: true, force: true });
  });

  const plan = (volumes: number) => ({
    name: 'many',
    sourceCluster: 'resource:default/east',
    targetCluster: 'resource:default/west',
    namespaces: [{ source: 'shop', target: 'shop-new' }],
    volumes: Array.from({ length: volumes }, (_, i) => ({
      namespace: 'shop',
      name: `v${i}`,
    })),
    options: { endpoint: 'nodePort' as const, maxParallel: 50 },
  });

  it('need little memory and few requests', async () => {
    // Everything that is loaded and remembered once.
    await portal.finished((await portal.begin(plan(1))).id);
    const before = usedHeap();
    let most = before;
    const requests = new RequestCount(clusters.map(({ url }) => url));
    const { id } = await portal.begin({
      ...plan(VOLUMES),
      namespaces: [{ source: 'shop', target: 'shop-many' }],
    });
    const atStart = requests.total;
    let done = false;
    const finished = portal.finished(id).finally(() => {
      done = true;
    });
    while (!done) {
      most = Math.max(most, usedHeap());
      await new Promise(resolve => setTimeout(resolve, 2_000));
    }
    const migration = await finished;
    requests.stop();
    const seconds = migration.items
      .map(item => Date.parse(item.finishedAt!) - Date.parse(item.startedAt!))
      .reduce((a, b) => a + b / 1000, 0);
    const running = requests.total - atStart;
    const figures = {
      volumes: VOLUMES,
      heapBeforeMiB: Math.round(before / MIB),
      heapGrewByMiB: Math.round(((most - before) / MIB) * 10) / 10,
      requestsOfPreflight: atStart,
      requestsPerVolume: Math.round((running / VOLUMES) * 10) / 10,
      secondsPerVolume: Math.round((seconds / VOLUMES) * 10) / 10,
      requestsPerRunningSecond: Math.round((running / seconds) * 100) / 100,
      requests: Object.fromEntries(
        [...requests.counts].sort(([, a], [, b]) => b - a),
      ),
    };
    process.stdout.write(`${JSON.stringify(figures, undefined, 1)}\n`);
    expect(migration.state).toBe('succeeded');
    expect(migration.items).toHaveLength(VOLUMES);
    expect(figures.heapGrewByMiB).toBeLessThan(MAX_HEAP_MIB);
    expect(figures.requestsPerVolume).toBeLessThanOrEqual(
      2 * Math.max(SHORT_COPY_S, figures.secondsPerVolume),
    );
  });
});
