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

import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { AccessControl } from './api/AccessControl';
import { ApiServer } from './api/ApiServer';
import { bootstrap } from './bootstrap';
import { ClusterContext, Controller } from './controllers/ClusterContext';
import { DaemonSetController } from './controllers/DaemonSetController';
import { EventRecorder } from './controllers/EventRecorder';
import { GarbageCollector } from './controllers/GarbageCollector';
import { JobController } from './controllers/JobController';
import { NamespaceController } from './controllers/NamespaceController';
import { RouteController } from './controllers/RouteController';
import { SchedulerController } from './controllers/SchedulerController';
import { ServiceController } from './controllers/ServiceController';
import { VolumeController } from './controllers/VolumeController';
import { WorkloadController } from './controllers/WorkloadController';
import { SandboxFaults } from './faults/SandboxFaults';
import { VolumeFiller } from './faults/VolumeFiller';
import { CertificateAuthority } from './pki/CertificateAuthority';
import { SandboxRegistry } from './registry/SandboxRegistry';
import { AddressRange } from './runtime/AddressRange';
import { DirectoryLock } from './runtime/DirectoryLock';
import { ImageCatalog } from './runtime/ImageCatalog';
import { Kubelet } from './runtime/Kubelet';
import { serveLogs } from './runtime/serveLogs';
import { SandboxClusterOptions } from './SandboxClusterOptions';
import { ObjectService } from './store/ObjectService';
import { ObjectStore } from './store/ObjectStore';
import { ResourceRegistry } from './store/ResourceRegistry';
import { StateFile } from './store/StateFile';
import { requireServiceAccount } from './admission/requireServiceAccount';
import { volumePath } from './controllers/volumePath';
import { killPod } from './faults/killPod';

/**
 * Everything that a running cluster consists of.
 * @internal
 */
export interface ClusterParts {
  options: SandboxClusterOptions;
  context: ClusterContext;
  url: string;
  ca: CertificateAuthority;
  token: string;
  access: AccessControl;
  server: ApiServer;
  controllers: Controller[];
  state?: StateFile;
  range: AddressRange;
  lock: DirectoryLock;
  registry?: SandboxRegistry;
  faults: SandboxFaults;
}

/**
 * Starts the parts of a cluster; when one fails, those that run are stopped again.
 * @internal
 */
export async function startParts(
  options: SandboxClusterOptions,
): Promise<ClusterParts> {
  const { name } = options;
  mkdirSync(options.directory, { recursive: true, mode: 0o755 });
  const directory = realpathSync(options.directory);
  const lock = await DirectoryLock.acquire(directory);
  const range = await AddressRange.reserve(options.podCidrPrefix).catch(
    async error => {
      await lock.release();
      throw error;
    },
  );
  const ca = await CertificateAuthority.open(join(directory, 'pki'));
  const nodeAddress = options.nodeAddress ?? `${range.prefix}.255.1`;
  const store = new ObjectStore();
  const registryOfTypes = new ResourceRegistry({
    openshift: options.openshift,
    extra: options.extraResources,
  });
  const objects = new ObjectService({ store, registry: registryOfTypes });
  const nodeName = `node-${name}`;
  const recorder = new EventRecorder({ objects, nodeName });
  const context: ClusterContext = {
    store,
    registry: registryOfTypes,
    objects,
    nodeName,
    nodeAddress,
    directory,
    recordEvent: (object, event) => recorder.record(object, event),
  };
  const token = options.token ?? secretFile(join(directory, 'pki', 'token'));
  const admin = { name: `${name}-admin`, token, groups: ['system:masters'] };
  const users = [admin, ...(options.users ?? [])];
  const access = new AccessControl(users);
  let url = '';
  const kubelet = new Kubelet({
    context,
    images: new ImageCatalog(options),
    podCidrPrefix: range.prefix,
    apiUrl: () => url,
  });
  const filler = new VolumeFiller();
  const faults = new SandboxFaults();
  const services = new ServiceController({
    context,
    serviceCidrPrefix: range.prefix,
    isCut: () => faults.isCut(),
  });
  const server = new ApiServer({
    objects,
    access,
    gate: faults,
    logs: (pod, query, response) => serveLogs(kubelet, pod, query, response),
  });
  faults.connect({
    dropWatches: () => server.watches.drop(),
    expireResourceVersions: () => store.expire(),
    killPod: (namespace, pod, signal) =>
      killPod({ context, kubelet, namespace, name: pod, signal }),
    fillVolume: (namespace, claim) =>
      filler.fill(volumePath(context, namespace, claim)),
    emptyVolumes: () => filler.clear(),
    disconnect: scope => {
      server.disconnect();
      if (scope === 'all') services.disconnect();
    },
    revokeToken: () => access.setUsers(access.users().filter(u => u !== admin)),
    restoreToken: () =>
      access.setUsers([admin, ...access.users().filter(u => u !== admin)]),
  });
  objects.addHook('Pod', (pod, previous) => {
    if (!previous) requireServiceAccount(objects, pod);
  });
  const controllers: Controller[] = [
    kubelet,
    new VolumeController(context),
    new NamespaceController({ context, caPem: ca.caPem }),
    services,
    new SchedulerController(context),
    new WorkloadController(context),
    new DaemonSetController(context),
    new JobController(context),
    new GarbageCollector(context),
    ...(options.openshift
      ? [new RouteController({ context, domain: `apps.${name}.test` })]
      : []),
  ];
  const parts = { options, context, ca, token, access, server, controllers };
  const state =
    options.persist === false
      ? undefined
      : new StateFile({ store, file: join(directory, 'state.json') });
  let registry: SandboxRegistry | undefined;
  try {
    state?.load(registryOfTypes);
    await kubelet.prepare();
    const host = options.listen?.host ?? '127.0.0.1';
    const pair = await ca.issue([
      ...new Set([
        host,
        nodeAddress,
        '127.0.0.1',
        'localhost',
        `api.${name}.test`,
        'kubernetes.default.svc',
      ]),
    ]);
    const port = await server.listen({
      host,
      port: options.listen?.port ?? 0,
      pair,
    });
    url = `https://${host.includes(':') ? `[${host}]` : host}:${port}`;
    // Not before the address is known: the pods of the last run start now.
    controllers.forEach(controller => controller.start());
    state?.start();
    bootstrap({ ...options, objects, nodeName, nodeAddress });
    registry =
      options.registry &&
      (await SandboxRegistry.start({
        ...options.registry,
        directory: join(directory, 'registry'),
        host: nodeAddress,
        names: [`registry.apps.${name}.test`],
        ca,
      }));
  } catch (error) {
    await server.stop();
    for (const controller of controllers) await controller.stop();
    state?.stop();
    await range.release();
    await lock.release();
    throw error;
  }
  return { ...parts, url, state, range, lock, registry, faults };
}

function secretFile(file: string): string {
  if (!existsSync(file)) {
    writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o600 });
  }
  return readFileSync(file, 'utf8').trim();
}
