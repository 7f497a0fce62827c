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
import { checkDnsLabel, invalidValue, requiredValue } from './names';

/**
 * What is wrong with the specification of a pod.
 * @internal
 */
export function checkPodSpec(field: string, spec: any = {}): StatusCause[] {
  const volumes: any[] = spec.volumes ?? [];
  const causes: StatusCause[] = volumes.flatMap((volume, index) => [
    ...(volume.name
      ? checkDnsLabel(`${field}.volumes[${index}].name`, volume.name)
      : [requiredValue(`${field}.volumes[${index}].name`)]),
    ...(volumes.findIndex(v => v.name === volume.name) < index
      ? [duplicate(`${field}.volumes[${index}].name`, volume.name)]
      : []),
  ]);
  if (!spec.containers?.length) {
    causes.push(requiredValue(`${field}.containers`));
  }
  const seen = new Set<string>();
  for (const list of ['initContainers', 'containers']) {
    (spec[list] ?? []).forEach((container: any, index: number) => {
      const at = `${field}.${list}[${index}]`;
      causes.push(...checkContainer(at, container, volumes));
      if (container.name && seen.has(container.name)) {
        causes.push(duplicate(`${at}.name`, container.name));
      }
      seen.add(container.name);
    });
  }
  const policy = spec.restartPolicy;
  if (policy && !['Always', 'OnFailure', 'Never'].includes(policy)) {
    causes.push({
      reason: 'FieldValueNotSupported',
      message: `Unsupported value: "${policy}": supported values: "Always", "OnFailure", "Never"`,
      field: `${field}.restartPolicy`,
    });
  }
  return causes;
}

function duplicate(field: string, value: string): StatusCause {
  return {
    reason: 'FieldValueDuplicate',
    message: `Duplicate value: ${JSON.stringify(value)}`,
    field,
  };
}

function checkContainer(
  at: string,
  container: any,
  volumes: any[],
): StatusCause[] {
  const causes: StatusCause[] = [
    ...(container.name
      ? checkDnsLabel(`${at}.name`, container.name)
      : [requiredValue(`${at}.name`)]),
    ...(container.image ? [] : [requiredValue(`${at}.image`)]),
  ];
  (container.volumeMounts ?? []).forEach((mount: any, index: number) => {
    const field = `${at}.volumeMounts[${index}]`;
    if (!mount.mountPath) {
      causes.push(requiredValue(`${field}.mountPath`));
    }
    if (!volumes.some(v => v.name === mount.name)) {
      causes.push({
        reason: 'FieldValueNotFound',
        message: `Not found: ${JSON.stringify(mount.name)}`,
        field: `${field}.name`,
      });
    }
  });
  (container.env ?? []).forEach((variable: any, index: number) => {
    const field = `${at}.env[${index}].name`;
    if (!variable.name) {
      causes.push(requiredValue(field));
    } else if (!/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(variable.name)) {
      causes.push(
        invalidValue(
          field,
          variable.name,
          "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')",
        ),
      );
    }
  });
  return causes;
}
