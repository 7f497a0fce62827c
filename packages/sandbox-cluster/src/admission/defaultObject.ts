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

import { KubeObject } from '../types';

/**
 * Fills in what the real server fills in, as far as clients look at it. Changes the object that it is given.
 * @internal
 */
export function defaultObject(object: KubeObject): void {
  switch (object.kind) {
    case 'Namespace':
      object.metadata.labels = {
        'kubernetes.io/metadata.name': object.metadata.name,
        ...object.metadata.labels,
      };
      object.spec ??= {};
      object.spec.finalizers ??= ['kubernetes'];
      object.status ??= {};
      object.status.phase ??= 'Active';
      break;
    case 'Pod':
      object.spec ??= {};
      defaultPodSpec(object.spec);
      object.status ??= {};
      object.status.phase ??= 'Pending';
      object.status.qosClass ??= 'BestEffort';
      break;
    case 'Deployment':
    case 'ReplicaSet':
    case 'StatefulSet':
    case 'DaemonSet':
      object.spec ??= {};
      if (object.kind !== 'DaemonSet') object.spec.replicas ??= 1;
      object.spec.template ??= {};
      object.spec.template.spec ??= {};
      defaultPodSpec(object.spec.template.spec);
      if (object.kind === 'Deployment') {
        object.spec.strategy ??= {
          type: 'RollingUpdate',
          rollingUpdate: { maxUnavailable: '25%', maxSurge: '25%' },
        };
        object.spec.revisionHistoryLimit ??= 10;
        object.spec.progressDeadlineSeconds ??= 600;
      }
      object.status ??= {};
      break;
    case 'Job':
      defaultJob(object);
      break;
    case 'PersistentVolumeClaim':
      object.spec ??= {};
      object.spec.volumeMode ??= 'Filesystem';
      object.status ??= {};
      object.status.phase ??= 'Pending';
      break;
    case 'PersistentVolume':
      object.spec ??= {};
      object.spec.volumeMode ??= 'Filesystem';
      object.spec.persistentVolumeReclaimPolicy ??= 'Retain';
      object.status ??= {};
      object.status.phase ??= 'Available';
      break;
    case 'Service':
      defaultService(object);
      break;
    case 'Secret':
      defaultSecret(object);
      break;
    case 'StorageClass':
      object.reclaimPolicy ??= 'Delete';
      object.volumeBindingMode ??= 'Immediate';
      break;
    default:
  }
}

function defaultSecret(object: KubeObject): void {
  object.type ??= 'Opaque';
  if (object.stringData) {
    object.data = {
      ...object.data,
      ...Object.fromEntries(
        Object.entries<string>(object.stringData).map(([key, value]) => [
          key,
          Buffer.from(value).toString('base64'),
        ]),
      ),
    };
    delete object.stringData;
  }
}

function defaultService(object: KubeObject): void {
  object.spec ??= {};
  object.spec.type ??= 'ClusterIP';
  object.spec.sessionAffinity ??= 'None';
  for (const port of object.spec.ports ?? []) {
    port.protocol ??= 'TCP';
    port.targetPort ??= port.port;
  }
  if (['NodePort', 'LoadBalancer'].includes(object.spec.type)) {
    object.spec.externalTrafficPolicy ??= 'Cluster';
  }
  object.status ??= { loadBalancer: {} };
}

function defaultJob(object: KubeObject): void {
  object.spec ??= {};
  const { spec } = object;
  spec.parallelism ??= 1;
  if (spec.completions === undefined && spec.parallelism === 1) {
    spec.completions = 1;
  }
  spec.backoffLimit ??= 6;
  spec.template ??= {};
  spec.template.spec ??= {};
  const { restartPolicy } = spec.template.spec;
  defaultPodSpec(spec.template.spec);
  if (!restartPolicy) delete spec.template.spec.restartPolicy;
  if (!spec.manualSelector && object.metadata.uid) {
    const labels = {
      'controller-uid': object.metadata.uid,
      'job-name': object.metadata.name,
    };
    spec.selector ??= {
      matchLabels: { 'controller-uid': object.metadata.uid },
    };
    spec.template.metadata = {
      ...spec.template.metadata,
      labels: { ...spec.template.metadata?.labels, ...labels },
    };
    object.metadata.labels ??= spec.template.metadata.labels;
  }
  object.status ??= {};
}

/**
 * The defaults of a pod's specification.
 */
function defaultPodSpec(spec: any): void {
  spec.restartPolicy ??= 'Always';
  spec.terminationGracePeriodSeconds ??= 30;
  spec.dnsPolicy ??= 'ClusterFirst';
  spec.securityContext ??= {};
  spec.schedulerName ??= 'default-scheduler';
  spec.enableServiceLinks ??= true;
  for (const container of [
    ...(spec.initContainers ?? []),
    ...(spec.containers ?? []),
  ]) {
    container.resources ??= {};
    container.terminationMessagePath ??= '/dev/termination-log';
    container.terminationMessagePolicy ??= 'File';
    container.imagePullPolicy ??= /(:latest|^[^:@]*|\/[^:@]*)$/.test(
      container.image ?? '',
    )
      ? 'Always'
      : 'IfNotPresent';
    for (const port of container.ports ?? []) {
      port.protocol ??= 'TCP';
    }
  }
  for (const volume of spec.volumes ?? []) {
    for (const source of ['secret', 'configMap', 'downwardAPI', 'projected']) {
      if (volume[source]) volume[source].defaultMode ??= 0o644;
    }
    if (Object.keys(volume).length === 1) volume.emptyDir = {};
  }
}
