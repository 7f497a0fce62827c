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

import { randomInt } from 'node:crypto';
import { statusErrors } from '../api/statusErrors';
import { KubeObject } from '../types';

const FIRST_PORT = 30_000;
const LAST_PORT = 32_767;
const TYPE = { group: '', kind: 'Service' };

/**
 * Gives a service its address and its node ports, or checks those that it asks for; keeps what it had. Changes the service.
 *
 * @throws StatusError Invalid for a port that is taken or out of range
 * @internal
 */
export function allocateServicePorts(options: {
  service: KubeObject;
  previous?: KubeObject;
  others: KubeObject[];
  /** The first two numbers of the addresses, e.g. `127.20`; the third is from 128 on. */
  prefix: string;
}): void {
  const { service, previous, others } = options;
  const { spec } = service;
  if (spec.type === 'ExternalName') {
    return;
  }
  spec.clusterIP ??= previous?.spec.clusterIP;
  if (!spec.clusterIP) {
    spec.clusterIP = freeAddress(options.prefix, others);
  }
  spec.clusterIPs ??= [spec.clusterIP];
  const taken = new Set<number>(
    others.flatMap(o => o.spec.ports ?? []).map((p: any) => p.nodePort),
  );
  const exposed = ['NodePort', 'LoadBalancer'].includes(spec.type);
  (spec.ports ?? []).forEach((port: any, index: number) => {
    if (!exposed) {
      delete port.nodePort;
      return;
    }
    const field = `spec.ports[${index}].nodePort`;
    port.nodePort ??= previous?.spec.ports?.find(
      (p: any) => p.port === port.port,
    )?.nodePort;
    if (port.nodePort) {
      checkPort(service, field, port.nodePort, taken);
    } else {
      do {
        port.nodePort = randomInt(FIRST_PORT, LAST_PORT + 1);
      } while (taken.has(port.nodePort));
    }
    taken.add(port.nodePort);
  });
}

function checkPort(
  service: KubeObject,
  field: string,
  port: number,
  taken: Set<number>,
): void {
  const refuse = (why: string) =>
    statusErrors.invalid(TYPE, service.metadata.name, [
      {
        reason: 'FieldValueInvalid',
        message: `Invalid value: ${port}: ${why}`,
        field,
      },
    ]);
  if (port < FIRST_PORT || port > LAST_PORT) {
    throw refuse(
      `provided port is not in the valid range. The range of valid ports is ${FIRST_PORT}-${LAST_PORT}`,
    );
  }
  if (taken.has(port)) {
    throw refuse('provided port is already allocated');
  }
}

function freeAddress(prefix: string, others: KubeObject[]): string {
  const used = new Set(others.map(o => o.spec.clusterIP));
  for (;;) {
    const address = `${prefix}.${randomInt(128, 250)}.${randomInt(1, 250)}`;
    if (!used.has(address)) {
      return address;
    }
  }
}
