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

import { StatusCause } from '../api/StatusError';
import { statusErrors } from '../api/statusErrors';
import { KubeObject, ResourceType } from '../types';
import {
  checkAnnotations,
  checkLabels,
  checkName,
  invalidValue,
  requiredValue,
} from './names';
import { checkImmutable } from './checkImmutable';
import { checkPodSpec } from './validatePodSpec';

/**
 * Refuses (422 Invalid) an object that the real server would refuse, for the rules that the sandbox knows.
 * @internal
 */
export function validateObject(
  type: ResourceType,
  object: KubeObject,
  previous?: KubeObject,
): void {
  const causes = [
    ...checkMetadata(type, object),
    ...checkSpec(object),
    ...(previous ? checkImmutable(object, previous) : []),
  ];
  if (causes.length) {
    throw statusErrors.invalid(type, object.metadata.name ?? '', causes);
  }
}

function checkMetadata(type: ResourceType, object: KubeObject): StatusCause[] {
  const { name, labels, annotations } = object.metadata;
  return [
    ...(name
      ? checkName(type.kind, name)
      : [requiredValue('metadata.name', 'name or generateName is required')]),
    ...checkLabels('metadata.labels', labels),
    ...checkAnnotations(annotations),
  ];
}

function checkSpec(object: KubeObject): StatusCause[] {
  const spec = object.spec ?? {};
  switch (object.kind) {
    case 'Pod':
      return checkPodSpec('spec', spec);
    case 'Job':
      return checkJob(spec);
    case 'Deployment':
    case 'ReplicaSet':
    case 'StatefulSet':
    case 'DaemonSet':
      return checkWorkload(spec);
    case 'PersistentVolumeClaim':
      return checkClaim(spec);
    case 'Service':
      return checkService(spec);
    case 'ConfigMap':
    case 'Secret':
      return checkDataKeys(object);
    case 'StorageClass':
      return object.provisioner ? [] : [requiredValue('provisioner')];
    default:
      return [];
  }
}

function checkJob(spec: any): StatusCause[] {
  const pod = spec.template?.spec ?? {};
  const policy = pod.restartPolicy;
  const field = 'spec.template.spec.restartPolicy';
  const causes = checkPodSpec('spec.template.spec', pod);
  if (!policy) {
    causes.push(requiredValue(field, 'valid values: "OnFailure", "Never"'));
  } else if (policy === 'Always') {
    causes.push({
      reason: 'FieldValueNotSupported',
      message:
        'Unsupported value: "Always": supported values: "OnFailure", "Never"',
      field,
    });
  }
  for (const name of ['backoffLimit', 'completions', 'parallelism']) {
    if (spec[name] < 0) {
      causes.push(
        invalidValue(
          `spec.${name}`,
          spec[name],
          'must be greater than or equal to 0',
        ),
      );
    }
  }
  return causes;
}

function checkWorkload(spec: any): StatusCause[] {
  const causes: StatusCause[] = [];
  const wanted = spec.selector?.matchLabels;
  if (!spec.selector) {
    causes.push(requiredValue('spec.selector'));
  }
  const labels = spec.template?.metadata?.labels ?? {};
  if (
    Object.entries(wanted ?? {}).some(([key, value]) => labels[key] !== value)
  ) {
    causes.push(
      invalidValue(
        'spec.template.metadata.labels',
        labels,
        '`selector` does not match template `labels`',
      ),
    );
  }
  // The pods of a StatefulSet get a volume for each of its claims.
  const claims = (spec.volumeClaimTemplates ?? []).map((template: any) => ({
    name: template.metadata?.name,
    persistentVolumeClaim: { claimName: template.metadata?.name },
  }));
  const pod = spec.template?.spec;
  return [
    ...causes,
    ...checkPodSpec(
      'spec.template.spec',
      claims.length > 0
        ? { ...pod, volumes: [...(pod?.volumes ?? []), ...claims] }
        : pod,
    ),
  ];
}

const QUANTITY =
  /^[+-]?(\d+\.?\d*|\.\d+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$/;

function checkClaim(spec: any): StatusCause[] {
  const causes: StatusCause[] = [];
  if (!spec.accessModes?.length) {
    causes.push(
      requiredValue('spec.accessModes', 'at least 1 access mode is required'),
    );
  }
  const storage = spec.resources?.requests?.storage;
  if (storage === undefined) {
    causes.push(requiredValue('spec.resources[storage]'));
  } else if (!QUANTITY.test(String(storage))) {
    throw statusErrors.badRequest(
      `PersistentVolumeClaim in version "v1" cannot be handled as a PersistentVolumeClaim: quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'`,
    );
  }
  return causes;
}

function checkService(spec: any): StatusCause[] {
  if (spec.type === 'ExternalName') {
    return spec.externalName ? [] : [requiredValue('spec.externalName')];
  }
  if (!spec.ports?.length && spec.clusterIP !== 'None') {
    return [requiredValue('spec.ports')];
  }
  return (spec.ports ?? []).flatMap((port: any, index: number) => [
    ...(Number.isInteger(port.port) && port.port > 0 && port.port < 65536
      ? []
      : [
          invalidValue(
            `spec.ports[${index}].port`,
            port.port ?? 0,
            'must be between 1 and 65535, inclusive',
          ),
        ]),
    ...(spec.ports.length > 1 && !port.name
      ? [requiredValue(`spec.ports[${index}].name`)]
      : []),
  ]);
}

function checkDataKeys(object: KubeObject): StatusCause[] {
  return Object.keys({ ...object.data, ...object.binaryData })
    .filter(key => !/^[-._a-zA-Z0-9]+$/.test(key))
    .map(key =>
      invalidValue(
        `data[${key}]`,
        key,
        "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')",
      ),
    );
}
