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

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ListImagesOptions } from '@direct-migration/backstage-plugin-direct-migration-common';
import { SandboxCluster } from '@direct-migration/sandbox-cluster';
import { pushImage } from '../../engines/__testUtils__/pushImage';
import { TwoSandboxes } from '../../engines/__testUtils__/TwoSandboxes';
import type { ClusterConnection } from '../types';
import { listImages } from './listImages';
import { streamHistory } from './streamHistory';

jest.setTimeout(60_000);

const digest = (n: number) => `sha256:${String(n).repeat(64)}`;
const INTERNAL = 'image-registry.openshift-image-registry.svc:5000';

describe('the images of a namespace, on a sandbox cluster with the kinds of OpenShift', () => {
  let directory: string;
  let east: SandboxCluster;
  let connection: ClusterConnection;
  let host: string;
  let pushed: string;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'dm-images-'));
    east = await SandboxCluster.start({
      name: 'east',
      directory,
      persist: false,
      openshift: true,
      extraResources: [
        {
          group: 'argoproj.io',
          version: 'v1alpha1',
          kind: 'Rollout',
          plural: 'rollouts',
          singular: 'rollout',
          namespaced: true,
        },
      ],
      inertImages: ['*'],
      registry: {},
    });
    host = east.registry!.host;
    connection = await TwoSandboxes.servicesOf([east]).inventory.connect(
      'resource:default/east',
      { credentials: {} as never },
    );
    for (const namespace of ['shop', 'streams', 'empty', 'drift']) {
      east.apply({
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: namespace },
      });
    }
    applyWorkloads();
    applyStreams();
    pushed = await pushImage({
      cluster: east,
      repository: 'drift/web',
      tags: ['1.0', 'same'],
      text: 'new',
    });
  });
  afterAll(async () => {
    await east?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  const template = (...images: string[]) => ({
    metadata: { labels: { app: 'x' } },
    spec: {
      containers: images.map((image, i) => ({ name: `c${i}`, image })),
    },
  });
  const apply = (
    apiVersion: string,
    kind: string,
    name: string,
    spec: object,
    { metadata = {}, status }: { metadata?: object; status?: object } = {},
  ) =>
    east.apply({
      apiVersion,
      kind,
      metadata: { name, namespace: 'shop', ...metadata },
      spec,
      ...(status && { status }),
    });
  const owner = (of: ReturnType<typeof apply>) => ({
    ownerReferences: [
      {
        apiVersion: of.apiVersion,
        kind: of.kind,
        name: of.metadata.name,
        uid: of.metadata.uid,
        controller: true,
      },
    ],
  });

  function applyWorkloads() {
    const selector = { matchLabels: { app: 'x' } };
    const none = { replicas: 0, selector };
    apply('apps/v1', 'Deployment', 'web', {
      ...none,
      template: {
        ...template(`${host}/shop/web:1.0`, 'docker.io/library/nginx:1'),
        spec: {
          ...template(`${host}/shop/web:1.0`, 'docker.io/library/nginx:1').spec,
          initContainers: [
            { name: 'i', image: `${host}/shop/init@${digest(1)}` },
          ],
        },
      },
    });
    apply('apps/v1', 'StatefulSet', 'db', {
      ...none,
      serviceName: 'db',
      template: template(`${host}/shop/db`),
    });
    apply('apps/v1', 'DaemonSet', 'agent', {
      selector,
      template: {
        ...template(`${host}/shop/agent:1`),
        spec: {
          ...template(`${host}/shop/agent:1`).spec,
          nodeSelector: { no: 'node' },
        },
      },
    });
    apply('v1', 'ReplicationController', 'old', {
      replicas: 0,
      selector: { app: 'x' },
      template: template(`${host}/shop/old:1`),
    });
    apply('apps/v1', 'ReplicaSet', 'lone', {
      ...none,
      template: template(`${host}/shop/lone:1`),
    });
    const rollout = apply('argoproj.io/v1alpha1', 'Rollout', 'custom', {});
    apply(
      'apps/v1',
      'ReplicaSet',
      'custom-1',
      { ...none, template: template(`${host}/shop/custom:1`) },
      { metadata: owner(rollout) },
    );
    apply('batch/v1', 'Job', 'once', {
      suspend: true,
      template: {
        spec: {
          ...template(`${host}/shop/job:1`).spec,
          restartPolicy: 'Never',
        },
      },
    });
    apply('batch/v1', 'CronJob', 'nightly', {
      schedule: '0 3 * * *',
      suspend: true,
      jobTemplate: {
        spec: {
          template: {
            spec: {
              ...template(`${host}/shop/cron:1`).spec,
              restartPolicy: 'Never',
            },
          },
        },
      },
    });
    apply('apps.openshift.io/v1', 'DeploymentConfig', 'dc', {
      replicas: 0,
      template: template(`${host}/shop/dc:1`, ' '),
    });
    apply(
      'v1',
      'Pod',
      'bare',
      {
        ...template(`${host}/shop/web:1.0`, 'Not/A Reference', 'local').spec,
      },
      { metadata: { labels: { tier: 'bare' } } },
    );
  }

  function applyStreams() {
    const item = (n: number, repository = 'streams/web') => ({
      dockerImageReference: `${INTERNAL}/${repository}@${digest(n)}`,
      image: digest(n),
    });
    const external = {
      dockerImageReference: `quay.io/org/web@${digest(9)}`,
      image: digest(9),
    };
    const metadata = { namespace: 'streams', labels: { app: 'web' } };
    apply(
      'image.openshift.io/v1',
      'ImageStream',
      'web',
      { lookupPolicy: { local: true } },
      {
        metadata,
        status: {
          dockerImageRepository: `${INTERNAL}/streams/web`,
          tags: [
            { tag: '1.0', items: [item(2), item(1)] },
            { tag: '1.0-rc1', items: [item(3)] },
            { tag: 'upstream', items: [external] },
            { tag: 'broken' },
          ],
        },
      },
    );
    apply(
      'image.openshift.io/v1',
      'ImageStream',
      'mirror',
      {},
      {
        metadata: { namespace: 'streams' },
        status: {
          dockerImageRepository: `${INTERNAL}/streams/mirror`,
          tags: [{ tag: 'latest', items: [external] }],
        },
      },
    );
    apply(
      'apps/v1',
      'Deployment',
      'web',
      {
        replicas: 0,
        selector: { matchLabels: { app: 'x' } },
        template: template('web:1.0', `${INTERNAL}/streams/other:2`),
      },
      { metadata },
    );
  }

  const list = (namespace: string, options?: ListImagesOptions) =>
    listImages(connection, namespace, options);

  it('finds the images of every kind of workload, with what lies elsewhere and what is no image', async () => {
    const images = await list('shop');
    expect(
      Object.fromEntries(
        images.map(i => [
          i.repository,
          [i.supported, i.tags?.join(), i.usedBy?.join()],
        ]),
      ),
    ).toEqual({
      '': [false, '', 'DeploymentConfig/dc'],
      'Not/A Reference': [false, '', 'Pod/bare'],
      'docker.io/library/nginx': [false, '', 'Deployment/web'],
      local: [false, '', 'Pod/bare'],
      'shop/agent': [true, '1', 'DaemonSet/agent'],
      'shop/cron': [true, '1', 'CronJob/nightly'],
      'shop/custom': [true, '1', 'ReplicaSet/custom-1'],
      'shop/db': [true, 'latest', 'StatefulSet/db'],
      'shop/dc': [true, '1', 'DeploymentConfig/dc'],
      'shop/init': [true, '', 'Deployment/web'],
      'shop/job': [true, '1', 'Job/once'],
      'shop/lone': [true, '1', 'ReplicaSet/lone'],
      'shop/old': [true, '1', 'ReplicationController/old'],
      'shop/web': [true, '1.0', 'Deployment/web,Pod/bare'],
    });
    const of = (repository: string) =>
      images.find(i => i.repository === repository)!;
    expect(of('shop/init').references).toEqual([
      {
        reference: `${host}/shop/init@${digest(1)}`,
        digest: digest(1),
        location: 'internal',
        usedBy: ['Deployment/web'],
      },
    ]);
    expect(of('docker.io/library/nginx')).toMatchObject({
      reason: expect.stringContaining('lies in docker.io'),
      references: [{ location: 'external', tag: '1' }],
    });
    expect(of('local').reason).toMatch(/names no registry/);
    expect(of('Not/A Reference')).toMatchObject({
      reason: expect.stringContaining('is not the path'),
      references: [{ location: 'unresolved' }],
    });
    expect(of('').reason).toBe('The container names no image');
  });

  it('lists the tags of ImageStreams, and joins them with the workloads that use them', async () => {
    const images = await list('streams');
    expect(images.map(i => [i.repository, i.kind, i.supported])).toEqual([
      ['streams/mirror', 'imageStream', false],
      ['streams/other', 'repository', true],
      ['streams/web', 'imageStream', true],
    ]);
    expect(images[0].reason).toMatch(/lies in quay.io/);
    expect(images[2]).toMatchObject({
      tags: ['1.0', '1.0-rc1'],
      usedBy: ['Deployment/web'],
      references: [
        { tag: '1.0', digest: digest(2), location: 'internal' },
        { tag: '1.0-rc1', digest: digest(3), location: 'internal' },
        { tag: 'broken', location: 'unresolved' },
        { tag: 'upstream', location: 'external' },
        {
          reference: 'web:1.0',
          tag: '1.0',
          digest: digest(2),
          usedBy: ['Deployment/web'],
        },
      ],
    });
  });

  it('narrows the list by labels, patterns and history', async () => {
    expect(
      (await list('streams', { labelSelector: 'app=web' })).map(
        i => i.repository,
      ),
    ).toEqual(['streams/other', 'streams/web']);
    expect(
      (await list('shop', { labelSelector: 'tier in (bare)' })).map(
        i => i.repository,
      ),
    ).toEqual(['local', 'Not/A Reference', 'shop/web']);
    const [, , web] = await list('streams', {
      includeTags: ['1.*', 'latest', '2'],
      excludeTags: ['*-rc*'],
    });
    expect(web).toMatchObject({ repository: 'streams/web', tags: ['1.0'] });
    const history = await list('streams', {
      history: true,
      labelSelector: 'app=web',
      includeTags: ['1.0'],
    });
    expect(
      history.flatMap(i => i.references!.map(r => [r.digest, r.current])),
    ).toEqual([
      [digest(1), false],
      [digest(2), true],
      [digest(2), undefined],
    ]);
    expect(
      await streamHistory(connection, {
        repository: 'streams/web',
        excludeTags: ['*-rc*'],
      }),
    ).toEqual([
      { tag: '1.0', digest: digest(1) },
      { tag: '1.0', digest: digest(2) },
    ]);
    await expect(
      streamHistory(connection, { repository: 'shop/web' }),
    ).rejects.toMatchObject({ code: 'IMAGE_HISTORY_UNKNOWN' });
  });

  it('tells a namespace without images from one that does not exist', async () => {
    expect(await list('empty')).toEqual([]);
    await expect(list('nowhere')).rejects.toMatchObject({
      code: 'NAMESPACE_NOT_FOUND',
    });
  });

  it.each<[ListImagesOptions, string]>([
    [{ labelSelector: 'a in (' }, 'labelSelector'],
    [{ includeTags: ['ok', '['] }, 'includeTags[1]'],
    [{ excludeTags: ['a/b'] }, 'excludeTags[0]'],
  ])('refuses %j with the field', async (options, field) => {
    await expect(list('shop', options)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      field,
    });
  });

  it('shows when pods run something else than what the tag means now, and ephemeral containers', async () => {
    const pod = (
      name: string,
      tag: string,
      imageID: string,
      metadata: object = {},
    ) =>
      apply(
        'v1',
        'Pod',
        name,
        {
          // No node takes it, so that nobody else writes its status.
          nodeSelector: { no: 'node' },
          ...template(`${host}/drift/web:${tag}`).spec,
          ...(name === 'debugged' && {
            ephemeralContainers: [
              { name: 'debug', image: `${host}/drift/tools:2` },
            ],
          }),
        },
        {
          metadata: { namespace: 'drift', ...metadata },
          status: {
            phase: 'Running',
            containerStatuses: [
              { name: 'c0', imageID, image: '', ready: true },
            ],
          },
        },
      );
    const config = apply(
      'apps.openshift.io/v1',
      'DeploymentConfig',
      'web',
      { replicas: 1, template: template(`${host}/drift/web:1.0`) },
      { metadata: { namespace: 'drift' } },
    );
    pod('debugged', '1.0', `${host}/drift/web@${digest(7)}`, owner(config));
    pod('same', 'same', `docker-pullable://${host}/drift/web@${pushed}`);
    pod('unknown', 'same', `sha256:${'0'.repeat(64)}`);
    expect(await list('drift')).toMatchObject([
      {
        repository: 'drift/tools',
        tags: ['2'],
        usedBy: ['Pod/debugged'],
      },
      {
        repository: 'drift/web',
        usedBy: ['DeploymentConfig/web', 'Pod/same', 'Pod/unknown'],
        references: [
          { tag: '1.0', digest: pushed, runningDigests: [digest(7)] },
          { tag: 'same', digest: pushed },
        ],
      },
    ]);
    const [, web] = await list('drift');
    expect(web.references![1]).not.toHaveProperty('runningDigests');
  });
});
