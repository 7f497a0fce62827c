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
import { after, before, describe, it } from 'node:test';
import { digestsOf, hasTag, pushImage } from '../../scripts/lib/pushImage.mjs';
import {
  createScenario,
  pushWebImage,
  registryOf,
  uniqueName,
} from './lib/scenario.mjs';

const internal = 'image-registry.openshift-image-registry.svc:5000';
const external = `quay.io/org/web@sha256:${'9'.repeat(64)}`;
const unknown = `sha256:${'1'.repeat(64)}`;

describe('what a namespace has of images, and what may be copied of them', () => {
  const namespace = uniqueName('images');
  const repository = `${namespace}/web`;
  let scenario;
  let digests;

  before(async () => {
    scenario = await createScenario({
      // Neither user nor password: both are in pull secrets of the clusters.
      clusters: async known =>
        known.map(({ registry: { host, caFile }, ...cluster }) => ({
          ...cluster,
          registry: {
            host,
            caFile,
            internalHost: internal,
            pullSecret: { namespace, name: 'pull' },
          },
        })),
    });
    const { east, west } = scenario;
    for (const cluster of [east, west]) {
      await cluster.apply([
        { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
        pullSecret(cluster),
      ]);
    }
    await pushWebImage(east, repository);
    await pushWebImage(east, `${namespace}/plain`);
    digests = await digestsOf(registryOf(east), repository);
    await applyStreams(east);
    await applyWorkloads(east);
  });

  after(async () => {
    await scenario?.portal.stop();
    await scenario?.east.deleteNamespace(namespace);
    await scenario?.west.deleteNamespace(namespace);
  });

  const meta = (name, rest = {}) => ({ name, namespace, ...rest });

  function pullSecret(cluster) {
    const auth = Buffer.from(
      `${cluster.registryUser}:${cluster.registryPassword}`,
    ).toString('base64');
    const config = JSON.stringify({
      auths: {
        'quay.io': { auth: 'bm9ib2R5Om5vdGhpbmc=' },
        [`https://${cluster.registry}/v2/`]: { auth },
      },
    });
    return {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: meta('pull'),
      type: 'kubernetes.io/dockerconfigjson',
      data: { '.dockerconfigjson': Buffer.from(config).toString('base64') },
    };
  }

  /** As OpenShift would have them after pushes and imports. The status is a subresource. */
  async function applyStreams(east) {
    const item = digest => ({
      created: '2026-01-01T00:00:00Z',
      generation: 1,
      dockerImageReference: `${internal}/${repository}@${digest}`,
      image: digest,
    });
    await east.apply([
      {
        apiVersion: 'image.openshift.io/v1',
        kind: 'ImageStream',
        metadata: meta('web', { labels: { app: 'web' } }),
        spec: {
          lookupPolicy: { local: true },
          tags: [
            { name: 'alias', from: { kind: 'ImageStreamTag', name: '1.0' } },
            {
              name: 'new',
              from: { kind: 'DockerImage', name: 'quay.io/org/web:new' },
            },
          ],
        },
      },
      {
        apiVersion: 'image.openshift.io/v1',
        kind: 'ImageStream',
        metadata: meta('mirror'),
        spec: {},
      },
    ]);
    await setStatus(east, 'web', [
      { tag: '1.0', items: [item(digests['1.0']), item(digests['0.9'])] },
      { tag: '0.9', items: [item(digests['0.9'])] },
      { tag: 'upstream', items: [{ dockerImageReference: external }] },
      {
        tag: 'broken',
        items: null,
        conditions: [
          {
            type: 'ImportSuccess',
            status: 'False',
            reason: 'NotFound',
            message: 'there is no such image',
          },
        ],
      },
    ]);
    await setStatus(east, 'mirror', [
      { tag: 'latest', items: [{ dockerImageReference: external }] },
    ]);
  }

  async function setStatus(east, name, tags) {
    // The cluster writes where the stream lies.
    const stream = await east.until(`the status of ${name}`, async () => {
      const found = await east.get('imagestreams', name, namespace);
      return found.status?.dockerImageRepository && found;
    });
    stream.status.tags = tags;
    await east.kubectl(
      [
        'replace',
        '--raw',
        `/apis/image.openshift.io/v1/namespaces/${namespace}/imagestreams/${name}/status`,
        '-f',
        '-',
      ],
      { input: JSON.stringify(stream) },
    );
  }

  async function applyWorkloads(east) {
    const template = (containers, rest = {}) => ({
      metadata: { labels: { app: 'x' } },
      spec: {
        containers: containers.map((text, i) => ({
          name: `c${i}`,
          image: text,
        })),
        ...rest,
      },
    });
    const selector = { matchLabels: { app: 'x' } };
    const none = { replicas: 0, selector };
    await east.apply([
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: meta('web', { labels: { app: 'web' } }),
        spec: {
          ...none,
          template: template(['web:1.0', 'docker.io/library/nginx:1'], {
            initContainers: [
              { name: 'i', image: `${east.registry}/${repository}@${unknown}` },
            ],
          }),
        },
      },
      {
        apiVersion: 'apps/v1',
        kind: 'StatefulSet',
        metadata: meta('db'),
        spec: {
          ...none,
          serviceName: 'db',
          template: template([`${internal}/${namespace}/db`]),
        },
      },
      {
        apiVersion: 'apps/v1',
        kind: 'ReplicaSet',
        metadata: meta('lone'),
        spec: {
          ...none,
          template: template([`${east.registry}/${namespace}/lone:1`]),
        },
      },
      {
        apiVersion: 'v1',
        kind: 'ReplicationController',
        metadata: meta('old'),
        spec: {
          replicas: 0,
          selector: { app: 'x' },
          template: template(['Not/A Reference']),
        },
      },
      // Kubernetes 1.20 has CronJobs in v1beta1 only.
      {
        apiVersion: 'batch/v1beta1',
        kind: 'CronJob',
        metadata: meta('nightly'),
        spec: {
          schedule: '0 3 * * *',
          suspend: true,
          jobTemplate: {
            spec: {
              template: template([`${east.registry}/${namespace}/cron:1`], {
                restartPolicy: 'Never',
              }),
            },
          },
        },
      },
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: meta('running'),
        spec: {
          imagePullSecrets: [{ name: 'pull' }],
          terminationGracePeriodSeconds: 0,
          containers: [
            {
              name: 'web',
              image: `${east.registry}/${namespace}/plain:0.9`,
              command: ['/bin/busybox', 'sleep', '3600'],
            },
          ],
        },
      },
    ]);
    await east.until(
      'a pod from the registry',
      async () =>
        (await east.get('pod', 'running', namespace)).status.phase ===
        'Running',
    );
  }

  async function list(query = '') {
    const { items } = await scenario.portal.call(
      'GET',
      `/clusters/default/east/namespaces/${namespace}/images${query}`,
    );
    return new Map(items.map(item => [item.repository, item]));
  }
  const shown = ({ references }) =>
    references.map(r => [r.tag, r.digest, r.location, r.current]);

  it('lists streams, workloads, what lies elsewhere and what cannot be resolved', async () => {
    const images = await list();
    assert.deepEqual(
      [...images.values()].map(i => [i.repository, i.supported, i.usedBy]),
      [
        ['docker.io/library/nginx', false, ['Deployment/web']],
        [`${namespace}/cron`, true, ['CronJob/nightly']],
        [`${namespace}/db`, true, ['StatefulSet/db']],
        [`${namespace}/lone`, true, ['ReplicaSet/lone']],
        [`${namespace}/mirror`, false, []],
        [`${namespace}/plain`, true, ['Pod/running']],
        [repository, true, ['Deployment/web']],
        ['Not/A Reference', false, ['ReplicationController/old']],
      ].sort((a, b) => a[0].localeCompare(b[0])),
    );
    const web = images.get(repository);
    assert.equal(web.kind, 'imageStream');
    assert.deepEqual(web.tags, ['0.9', '1.0']);
    assert.deepEqual(shown(web), [
      ['0.9', digests['0.9'], 'internal', true],
      ['1.0', digests['1.0'], 'internal', true],
      ['alias', digests['1.0'], 'unresolved', true],
      ['broken', undefined, 'unresolved', true],
      ['new', undefined, 'unresolved', true],
      ['upstream', `sha256:${'9'.repeat(64)}`, 'external', true],
      [undefined, unknown, 'internal', undefined],
      ['1.0', digests['1.0'], 'internal', undefined],
    ]);
    const reasons = Object.fromEntries(
      web.references.filter(r => r.current).map(r => [r.tag, r.reason]),
    );
    assert.equal(reasons['1.0'], undefined);
    assert.match(reasons.alias, /only follows ImageStreamTag 1.0/);
    assert.equal(reasons.broken, 'NotFound: there is no such image');
    assert.match(reasons.new, /not been imported from quay.io\/org\/web:new/);
    assert.match(reasons.upstream, /lies in quay.io/);
    assert.match(images.get(`${namespace}/mirror`).reason, /lies in quay.io/);
  });

  it('narrows by labels and patterns, and shows the history of a tag', async () => {
    const selected = await list('?labelSelector=app%3Dweb');
    assert.deepEqual([...selected.keys()].sort(), [
      'docker.io/library/nginx',
      repository,
    ]);
    const [web] = [
      ...(
        await list(
          '?labelSelector=app%3Dweb&history=true&includeTags=1.*&includeTags=0.9&excludeTags=0*',
        )
      ).values(),
    ].filter(i => i.repository === repository);
    assert.deepEqual(shown(web), [
      ['1.0', digests['0.9'], 'internal', false],
      ['1.0', digests['1.0'], 'internal', true],
      ['1.0', digests['1.0'], 'internal', undefined],
    ]);
    for (const [query, field] of [
      ['?labelSelector=a%20in%20(', 'labelSelector'],
      ['?includeTags=%5B', 'includeTags[0]'],
    ]) {
      await assert.rejects(list(query), error => {
        assert.equal(error.status, 400);
        assert.equal(error.error.field, field);
        return true;
      });
    }
  });

  it('shows when a pod runs something else than what its tag means now', async () => {
    const { east } = scenario;
    const plain = `${namespace}/plain`;
    const shownNow = async () => (await list()).get(plain).references;
    const [first] = await shownNow();
    assert.equal(first.digest, digests['0.9']);
    assert.equal(first.runningDigests, undefined);
    const moved = await pushImage({
      registry: registryOf(east),
      repository: plain,
      tags: ['0.9'],
      layers: [],
      config: { Labels: { moved: 'yes' } },
    });
    const [second] = await shownNow();
    assert.equal(second.digest, moved);
    assert.deepEqual(second.runningDigests, [digests['0.9']]);
  });

  it('copies with the credentials of pull secrets, and says before whether they are good', async () => {
    const { portal, east, west } = scenario;
    const plan = await portal.call('POST', '/plans', {
      name: 'images with pull secrets',
      sourceCluster: 'resource:default/east',
      targetCluster: 'resource:default/west',
      namespaces: [{ source: namespace, target: namespace }],
      images: [{ repository, includeTags: ['1.*', 'latest'] }],
    });
    const preflight = async () =>
      portal.call('POST', `/plans/${plan.id}/preflight`);
    const found = await preflight();
    assert.equal(found.blocked, false, JSON.stringify(found.checks));
    assert.match(
      found.checks.find(c => c.id === 'image.size').message,
      /MiB in 2 blobs/,
    );
    assert.equal(await hasTag(registryOf(west), repository, '1.0'), false);

    await west.kubectl(['delete', 'secret', 'pull', '-n', namespace]);
    const without = await preflight();
    const [check] = without.checks.filter(c => c.level === 'block');
    assert.equal(check.id, 'registry.credentialsMissing');
    assert.equal(check.field, 'targetCluster');
    await west.apply(pullSecret(west));

    const { id } = await portal.call('POST', '/migrations', {
      planId: plan.id,
      type: 'stage',
    });
    const migration = await portal.finished(id);
    assert.equal(migration.state, 'succeeded', JSON.stringify(migration));
    assert.deepEqual(await digestsOf(registryOf(west), repository), {
      '1.0': digests['1.0'],
      latest: digests.latest,
    });
    for (const cluster of [east, west]) {
      assert.ok(!portal.log().includes(cluster.registryPassword));
      assert.ok(!portal.databaseBytes().includes(cluster.registryPassword));
    }
  });
});
