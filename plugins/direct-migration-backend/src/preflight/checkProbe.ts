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

import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Plan } from '@direct-migration/backstage-plugin-direct-migration-common';
import type { MoverImage } from '../engines/common/buildMoverPod';
import { mapNamespace } from '../engines/EngineOptions';
import { runProbe, type ProbeOutcome } from '../engines/probe/runProbe';
import { MigrationError } from '../errors/MigrationError';
import type { ClusterConnection } from '../clusters/types';
import type { Findings } from './Findings';

/** A plan may have a hundred, and somebody waits for the answer. */
const MOST_NAMESPACES = 10;
const AT_ONCE = 3;

/**
 * Proves the way of the plan's volumes by moving a few MiB, for each of its namespaces.
 *
 * @internal
 */
export async function checkProbe(options: {
  findings: Findings;
  plan: Plan;
  source: ClusterConnection;
  target: ClusterConnection;
  mover: MoverImage;
  logger: LoggerService;
}): Promise<void> {
  const { findings, plan, source, target } = options;
  const all = [...new Set(plan.volumes.map(v => v.namespace))];
  const namespaces = all.slice(0, MOST_NAMESPACES);
  const next = async (queue: string[]): Promise<void> => {
    for (let name = queue.shift(); name; name = queue.shift()) {
      await probeOne(options, name, mapNamespace(plan, name));
    }
  };
  const queue = [...namespaces];
  await Promise.all(Array.from({ length: AT_ONCE }, () => next(queue)));
  if (all.length > namespaces.length) {
    findings.add({
      id: 'probe.notAll',
      level: 'info',
      subject: `${source.name} → ${target.name}`,
      message: `Only the first ${namespaces.length} of ${all.length} namespaces were probed`,
    });
  }
}

async function probeOne(
  options: Parameters<typeof checkProbe>[0],
  sourceNamespace: string,
  targetNamespace: string,
): Promise<void> {
  const { findings, source, target } = options;
  const subject = `${sourceNamespace} → ${targetNamespace}`;
  const what = `The probe from ${sourceNamespace} on ${source.name} to ${targetNamespace} on ${target.name}`;
  try {
    const outcome = await runProbe({
      ...options,
      sides: { source, target, sourceNamespace, targetNamespace },
    });
    findings.add({
      id: 'probe.succeeded',
      level: 'info',
      subject,
      message: `${what} went through ${describe(outcome)}`,
    });
  } catch (error) {
    if (!(error instanceof MigrationError)) {
      throw error;
    }
    findings.add({
      id: 'probe.failed',
      level: 'block',
      subject,
      message: `${what} failed with ${error.code}: ${error.message}`,
      fix: error.hint,
    });
  }
}

function describe(outcome: ProbeOutcome): string {
  const { way, addresses, proxy, bytes, bytesPerSecond } = outcome;
  const mebi = (value: number) => Math.round((value / 2 ** 20) * 10) / 10;
  return [
    way,
    addresses.length && ` (${addresses.join(', ')})`,
    proxy && ` by the proxy ${proxy}`,
    `: TLS is as it should be, and ${mebi(bytes)} MiB went at ${mebi(
      bytesPerSecond,
    )} MiB/s`,
    outcome.madeNamespace &&
      '. The target namespace was made for it, and stays',
  ]
    .filter(Boolean)
    .join('');
}
