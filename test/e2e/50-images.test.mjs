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

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { RegistryContent } from './lib/RegistryContent.mjs';
import {
  createScenario,
  pushWebImage,
  registryOf,
  uniqueName,
} from './lib/scenario.mjs';

const KIB = 2 ** 10;
const MIB = 2 ** 20;
/** Under which pods of a cluster know its registry. */
const INTERNAL = 'image-registry.openshift-image-registry.svc:5000';
const NAMES = Array.from({ length: 9 }, (_, i) => `app${i}`);
const LARGE = ['large0', 'large1', 'large2'];
const LARGE_BYTES = 24 * MIB;
/** Over all images: what is large takes nine seconds at least, however fast the machine is. */
const SLOWLY = { bandwidthLimit: 8 * MIB };

describe('images: one copier for all of a migration', () => {
  const namespace = uniqueName('images');
  const targets = [];
  const planIds = [];
  let scenario;
  let source;
  let target;

  before(async () => {
    scenario = await createScenario({
      config: { images: { allowInBackend: true } },
      clusters: known =>
        known.map(cluster => ({
          ...cluster,
          registry: { ...cluster.registry, internalHost: INTERNAL },
        })),
    });
    const { east, west } = scenario;
    source = new RegistryContent(registryOf(east));
    target = new RegistryContent(registryOf(west));
    await east.apply({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace },
    });
    const shared = [randomBytes(2 * MIB), randomBytes(MIB)];
    for (const name of NAMES) {
      const repository = `${namespace}/${name}`;
      const image = await source.image(repository, ['1.0', 'latest'], {
        layers: [...shared, randomBytes(64 * KIB)],
        text: name,
      });
      if (name === 'app0') await pushCompanions(repository, image);
    }
    await pushWebImage(east, `${namespace}/web`);
  });

  after(async () => {
    await scenario?.portal.stop();
    await scenario?.east.deleteNamespace(namespace);
    for (const name of targets) await scenario?.west.deleteNamespace(name);
  });

  /** An index of two platforms, a cosign signature, and a referrer with the tag that names it where there is no API. */
  async function pushCompanions(repository, image) {
    const parts = [];
    for (const architecture of ['amd64', 'arm64'])
      parts.push(
        await source.image(repository, [], {
          layers: [randomBytes(32 * KIB)],
          platform: { os: 'linux', architecture },
        }),
      );
    await source.index(repository, ['multi'], parts);
    const tag = image.digest.replace(':', '-');
    await source.image(repository, [`${tag}.sig`], {
      layers: [Buffer.from('signature')],
    });
    const referrer = await source.image(repository, [], {
      layers: [Buffer.from('bill of materials')],
      subject: image,
    });
    await source.index(repository, [tag], [referrer]);
  }

  async function start(names, { options, images, to } = {}) {
    const targetNamespace = to ?? uniqueName('arrived');
    targets.push(targetNamespace);
    const plan = await scenario.portal.call('POST', '/plans', {
      name: targetNamespace,
      sourceCluster: 'resource:default/east',
      targetCluster: 'resource:default/west',
      namespaces: [{ source: namespace, target: targetNamespace }],
      images:
        images ?? names.map(name => ({ repository: `${namespace}/${name}` })),
      options: { images: options },
    });
    planIds.push(plan.id);
    const { id } = await scenario.portal.call('POST', '/migrations', {
      planId: plan.id,
      type: 'stage',
    });
    return { id, planId: plan.id, to: targetNamespace };
  }

  async function expectSame(names, to) {
    for (const name of names)
      assert.deepEqual(
        await target.tags(`${to}/${name}`),
        await source.tags(`${namespace}/${name}`),
        name,
      );
  }

  async function expectNothingLeft({ planId, to }) {
    const { east, west } = scenario;
    assert.deepEqual(await east.leftovers(planId, namespace), []);
    assert.deepEqual(await west.leftovers(planId, to), []);
  }

  async function copiersOf(id) {
    const { items } = await scenario.portal.call(
      'GET',
      `/migrations/${id}/events?limit=200`,
    );
    return items.filter(({ type }) => type === 'image.copierStarted');
  }

  const sum = (migration, key) =>
    migration.items.reduce((total, item) => total + item.result[key], 0);

  it('copies what ten repositories share once, with indexes, signatures and referrers, and a workload starts from it', async () => {
    const { portal, east, west } = scenario;
    const begun = await start([...NAMES, 'web']);
    const migration = await portal.finished(begun.id);
    assert.equal(migration.state, 'succeeded', JSON.stringify(migration));
    await expectSame([...NAMES, 'web'], begun.to);
    const [first, ...more] = await copiersOf(begun.id);
    assert.match(first.message, /10 image repositories .* on west/);
    assert.deepEqual(more, []);
    const app = migration.items.find(({ name }) => name.includes('app0'));
    assert.equal(app.result.verified, true);
    assert.deepEqual(
      Object.fromEntries(app.result.tags.map(t => [t.tag, t.digest])),
      await source.tags(`${namespace}/app0`),
    );
    // Two layers and a config of each tag of web, which has a layer of its own and its config twice.
    assert.equal(sum(migration, 'blobsUploaded'), source.blobs.size + 4);
    assert.equal(sum(migration, 'blobsMounted'), 2 * (NAMES.length - 1));
    for (const { progress } of migration.items)
      assert.equal(progress.bytesDone, progress.bytesTotal);
    await expectNothingLeft(begun);

    await expectWorkload({ portal, east, west, ...begun });
  });

  async function expectWorkload({ portal, east, west, id, to }) {
    const old = `${east.registry}/${namespace}/web:1.0`;
    await east.apply(deployment(namespace, old));
    const { references, map } = await portal.call(
      'GET',
      `/migrations/${id}/image-references`,
    );
    const digest = await target.digest(`${to}/web`, '1.0');
    const rewritten = `${INTERNAL}/${to}/web:1.0`;
    assert.deepEqual(references, [
      {
        namespace,
        workload: 'Deployment/web',
        container: 'web',
        old,
        new: rewritten,
        digest,
      },
    ]);
    assert.deepEqual(map, { [old]: rewritten });
    await west.apply([pullSecret(west, to), deployment(to, map[old])]);
    await west.until('the workload', async () => {
      const { status } = await west.get('deployment', 'web', to);
      return status.availableReplicas === 1;
    });
  }

  it('runs on the source; one broken tag fails alone, and is copied when it is there', async () => {
    const { portal } = scenario;
    const repository = `${namespace}/broken`;
    const layer = randomBytes(64 * KIB);
    await source.image(repository, ['good'], { layers: [randomBytes(KIB)] });
    await source.image(repository, ['bad'], { layers: [layer] });
    const { digest } = await source.blob(repository, layer);
    await source.deleteBlob(repository, digest);
    const begun = await start(['app1', 'broken', 'app2'], {
      options: { runOn: 'source' },
    });
    const migration = await portal.finished(begun.id);
    assert.equal(migration.state, 'partiallyFailed', JSON.stringify(migration));
    assert.match((await copiersOf(begun.id))[0].message, /on east$/);
    const broken = migration.items.find(({ name }) => name.includes('broken'));
    assert.equal(broken.state, 'partiallyFailed');
    assert.deepEqual(
      broken.result.tags.map(({ tag, state }) => [tag, state]),
      [
        ['bad', 'failed'],
        ['good', 'copied'],
      ],
    );
    assert.match(broken.error.message, /1 of 2 tags/);
    await expectSame(['app1', 'app2'], begun.to);
    assert.deepEqual(Object.keys(await target.tags(`${begun.to}/broken`)), [
      'good',
    ]);
    await expectNothingLeft(begun);

    await source.blob(repository, layer);
    await portal.call(
      'POST',
      `/migrations/${begun.id}/items/${broken.id}/retry`,
    );
    const again = await portal.finished(begun.id);
    assert.equal(again.state, 'succeeded', JSON.stringify(again));
    await expectSame(['broken'], begun.to);
    // The others had nothing to do with it.
    assert.deepEqual(
      again.items.map(({ attempts }) => attempts).sort(),
      [1, 1, 2],
    );
    assert.match((await copiersOf(begun.id))[1].message, /Copying 1 image/);
    await expectNothingLeft(begun);
  });

  it('copies in the backend where that is allowed, and goes on when it is killed', async () => {
    const { portal } = scenario;
    await pushLarge();
    const begun = await start(LARGE, {
      options: { ...SLOWLY, runOn: 'backend' },
    });
    await portal.until(begun.id, 'bytes', hasBytes);
    await portal.kill();
    await portal.start();
    const migration = await portal.finished(begun.id);
    assert.equal(migration.state, 'succeeded', JSON.stringify(migration));
    await expectSame(LARGE, begun.to);
    assert.deepEqual(await copiersOf(begun.id), []);
    await expectNothingLeft(begun);
  });

  it('carries the copier on when the backend is killed', async () => {
    const { portal } = scenario;
    await pushLarge();
    const begun = await start(LARGE, { options: SLOWLY });
    // What is known of single tags while it runs: their bytes grow up to all of them.
    const early = bytesOfTags(
      await portal.until(begun.id, 'bytes of a tag', migration =>
        bytesOfTags(migration).some(([done, all]) => done > 0 && done < all),
      ),
    );
    await portal.until(begun.id, 'more bytes of a tag', migration =>
      bytesOfTags(migration).some(([done], i) => done > early[i][0]),
    );
    await portal.kill();
    await portal.start();
    const migration = await portal.finished(begun.id);
    assert.equal(migration.state, 'succeeded', JSON.stringify(migration));
    for (const { attempts, result, tagProgress } of migration.items) {
      assert.equal(attempts, 1);
      assert.equal(tagProgress, undefined);
      for (const { state, bytesDone, bytesTotal } of result.tags) {
        assert.equal(state, 'copied');
        assert.ok(bytesTotal > LARGE_BYTES, String(bytesTotal));
        assert.equal(bytesDone, bytesTotal);
      }
    }
    assert.equal((await copiersOf(begun.id)).length, 1);
    await expectSame(LARGE, begun.to);
    await expectNothingLeft(begun);
  });

  it('stops one, goes on with the others, and stops all', async t => {
    const { portal, west } = scenario;
    await pushLarge();
    const begun = await start(LARGE, { options: SLOWLY });
    const [first] = (await portal.until(begun.id, 'bytes', hasBytes)).items;
    const pods = async () =>
      (
        await west.kubectl([
          'get',
          'pods',
          '-n',
          begun.to,
          '-l',
          'direct-migration.io/component=copier',
          '-o',
          'name',
        ])
      )
        .split('\n')
        .filter(Boolean);
    const [stopped] = await pods();
    assert.ok(stopped);
    const log = west
      .kubectl(['logs', '-f', stopped, '-n', begun.to])
      .catch(() => '');
    const asked = Date.now();
    await portal.call(
      'POST',
      `/migrations/${begun.id}/items/${first.id}/cancel?confirm=cancel`,
    );
    await west.until('the end of the copier', async () => {
      return !(await pods()).includes(stopped);
    });
    const last = (await log).trim().split('\n').at(-1);
    if (last.includes('"CANCELED"'))
      t.diagnostic(
        `the copier ended ${
          Date.parse(JSON.parse(last).time) - asked
        } ms after the cancel was asked for`,
      );
    const migration = await portal.finished(begun.id);
    assert.equal(migration.state, 'partiallyFailed', JSON.stringify(migration));
    assert.deepEqual(
      migration.items.map(({ state, attempts }) => [state, attempts]),
      [
        ['canceled', 1],
        ['succeeded', 1],
        ['succeeded', 1],
      ],
    );
    await expectSame(LARGE.slice(1), begun.to);
    assert.deepEqual(await target.tags(`${begun.to}/${LARGE[0]}`), {});
    await expectNothingLeft(begun);

    await pushLarge();
    const all = await start(LARGE, { options: SLOWLY });
    await portal.until(all.id, 'bytes', hasBytes);
    await portal.call('POST', `/migrations/${all.id}/cancel?confirm=cancel`);
    const canceled = await portal.finished(all.id);
    assert.equal(canceled.state, 'canceled', JSON.stringify(canceled));
    assert.equal((await copiersOf(all.id)).length, 1);
    await expectNothingLeft(all);
  });

  it('lets nothing reach the target after a cancel, and keeps the log of the copier', async t => {
    const { portal, west } = scenario;
    await pushLarge();
    const begun = await start(LARGE, { options: SLOWLY });
    const { items } = await portal.until(begun.id, 'bytes', hasBytes);
    const path = `/migrations/${begun.id}/items/${items[0].id}/logs?format=json`;
    const live = await portal.call('GET', path);
    assert.deepEqual(live.problems, []);
    assert.match(live.logs[0].content, new RegExp(`/${LARGE[0]}"`));
    assert.deepEqual(
      live.logs.map(log => [log.component, log.attempt, log.live]),
      [['copier', 1, true]],
    );
    const asked = Date.now();
    await portal.call('POST', `/migrations/${begun.id}/cancel?confirm=cancel`);
    const canceled = await portal.finished(begun.id);
    assert.equal(canceled.state, 'canceled', JSON.stringify(canceled));
    const seen = west.registryLog(begun.to);
    await expectNothingLeft(begun);
    for (const name of LARGE)
      assert.deepEqual(await target.tags(`${begun.to}/${name}`), {});
    for (const [i, { id }] of items.entries()) {
      const log = await portal.text(`/migrations/${begun.id}/items/${id}/logs`);
      assert.match(log, /^==> copier, attempt 1, pod \S+ <==$/m);
      assert.match(log, new RegExp(`/${LARGE[i]}"`));
      assert.doesNotMatch(log, new RegExp(`/${LARGE[(i + 1) % 3]}"`));
    }
    if (!seen) return;
    const broken = seen.flatMap((line, i) =>
      line.includes('client disconnected') ? [i] : [],
    );
    assert.ok(broken.length, seen.join('\n'));
    // What the registry answers afterwards is about content that did not arrive, and about uploads that are taken back.
    const later = seen
      .slice(broken[0])
      .filter(line => /"(?:PUT|POST|PATCH) [^"]*" 20/.test(line));
    assert.deepEqual(later, []);
    const isOurs = line => !line.includes('/tags/list');
    assert.deepEqual(
      west.registryLog(begun.to).filter(isOurs),
      seen.filter(isOurs),
    );
    const last = Math.max(
      ...broken.map(i => Date.parse(/^time="([^"]+)"/.exec(seen[i])[1])),
    );
    t.diagnostic(
      `the last byte reached the registry ${
        last - asked
      } ms after the cancel was asked for`,
    );
  });

  it('copies the history of an ImageStream, chosen tags and digests', async () => {
    const { portal, east } = scenario;
    const repository = `${namespace}/streamed`;
    const push = tags =>
      source.image(repository, tags, { layers: [randomBytes(KIB)] });
    const older = await push([]);
    const newest = await push(['1.0', 'other']);
    await east.apply({
      apiVersion: 'image.openshift.io/v1',
      kind: 'ImageStream',
      metadata: { name: 'streamed', namespace },
    });
    const item = image => ({
      created: '2026-01-01T00:00:00Z',
      dockerImageReference: `${east.registry}/${repository}@${image.digest}`,
      image: image.digest,
      generation: 1,
    });
    await patchStatus(east, {
      dockerImageRepository: `${east.registry}/${repository}`,
      tags: [{ tag: '1.0', items: [item(newest), item(older)] }],
    });
    const begun = await start([], {
      images: [
        { repository, includeTags: ['1.*'], history: true },
        {
          repository: `${namespace}/app0`,
          tags: ['multi'],
          platforms: ['linux/arm64'],
        },
        {
          repository: `${namespace}/app3`,
          digests: [await source.digest(`${namespace}/app3`, '1.0')],
        },
      ],
    });
    const migration = await portal.finished(begun.id);
    assert.equal(migration.state, 'succeeded', JSON.stringify(migration));
    const arrived = `${begun.to}/streamed`;
    assert.deepEqual(await target.tags(arrived), { '1.0': newest.digest });
    assert.equal(await target.digest(arrived, older.digest), older.digest);
    const [copy] = migration.items[1].result.tags.filter(
      ({ tag }) => tag === 'multi',
    );
    assert.equal(
      copy.sourceDigest,
      await source.digest(`${namespace}/app0`, 'multi'),
    );
    assert.equal(copy.digest, await target.digest(`${begun.to}/app0`, 'multi'));
    assert.notEqual(copy.digest, copy.sourceDigest);
    assert.deepEqual(await target.tags(`${begun.to}/app3`), {});
    const digest = await source.digest(`${namespace}/app3`, '1.0');
    assert.equal(await target.digest(`${begun.to}/app3`, digest), digest);
    await expectNothingLeft(begun);
  });

  /** New content each time, so that there is something to do. */
  async function pushLarge() {
    for (const name of LARGE)
      await source.image(`${namespace}/${name}`, ['1.0'], {
        layers: [randomBytes(LARGE_BYTES)],
      });
  }

  const hasBytes = ({ items }) =>
    items.some(
      ({ progress, state }) => state === 'running' && progress?.bytesDone > 0,
    );

  /** Of the one tag of each image, how many bytes are there, and how many there will be. */
  const bytesOfTags = ({ items }) =>
    items.map(({ tagProgress }) => {
      const { bytesDone = 0, bytesTotal = 0 } = tagProgress?.tags[0] ?? {};
      return [bytesDone, bytesTotal];
    });

  async function patchStatus(cluster, status) {
    const path = `/apis/image.openshift.io/v1/namespaces/${namespace}/imagestreams/streamed`;
    const stream = JSON.parse(await cluster.kubectl(['get', '--raw', path]));
    await cluster.kubectl(['replace', '--raw', `${path}/status`, '-f', '-'], {
      input: JSON.stringify({ ...stream, status }),
    });
  }
});

function deployment(namespace, image) {
  const labels = { app: 'web' };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          imagePullSecrets: [{ name: 'pull' }],
          terminationGracePeriodSeconds: 0,
          containers: [
            {
              name: 'web',
              image,
              imagePullPolicy: 'Always',
              volumeMounts: [{ name: 'data', mountPath: '/volumes/data' }],
            },
          ],
          volumes: [{ name: 'data', emptyDir: {} }],
        },
      },
    },
  };
}

function pullSecret(cluster, namespace) {
  const { username, password } = registryOf(cluster);
  const auth = Buffer.from(`${username}:${password}`).toString('base64');
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'pull', namespace },
    type: 'kubernetes.io/dockerconfigjson',
    stringData: {
      '.dockerconfigjson': JSON.stringify({ auths: { [INTERNAL]: { auth } } }),
    },
  };
}
