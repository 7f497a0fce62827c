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
import type { Plan } from '@direct-migration/backstage-plugin-direct-migration-common';
import { QUIESCE_RULES } from '../engines/permissions';
import { nameOf } from '../engines/workload/claimsOf';
import type { FoundWorkload } from '../engines/workload/FoundWorkload';
import { findUsers, type Users } from '../engines/workload/findUsers';
import { selfHealerOf } from '../engines/workload/selfHealerOf';
import { WORKLOAD_KINDS } from '../engines/workload/workloadKinds';
import { ifAllowed } from '../kubernetes/ifAllowed';
import { resources } from '../kubernetes/resources';
import type { ClusterConnection } from '../clusters/types';
import { checkPermissions } from './checkPermissions';
import { Findings } from './Findings';

/**
 * Looks at what a cutover would stop, and at what stands in its way. For another type of migration nothing of that
 * stands in the way: then it is said in one line that a cutover would not be possible.
 *
 * @internal
 */
export async function checkWorkloads(options: {
  findings: Findings;
  plan: Plan;
  source: ClusterConnection;
  cutover: boolean;
}): Promise<void> {
  const { findings, plan, source, cutover } = options;
  if (plan.volumes.length === 0) {
    return;
  }
  const own = cutover ? findings : new Findings();
  for (const namespace of new Set(plan.volumes.map(v => v.namespace))) {
    await checkPermissions({
      findings: own,
      connection: source,
      namespace,
      rules: QUIESCE_RULES,
    });
  }
  const users = await ifAllowed(
    findUsers({ client: source.client, plan }),
    undefined,
  );
  for (const blocker of users?.blockers ?? []) {
    own.add({
      id: toId(blocker.code),
      level: 'block',
      subject: blocker.subject,
      message: blocker.message,
      fix: blocker.hint,
    });
  }
  if (cutover && users) {
    await describeUsers(options, users);
  }
  const { blocked, checks } = own.result();
  if (!cutover && blocked) {
    const reasons = checks.filter(({ level }) => level === 'block');
    findings.add({
      id: 'cutover.notPossible',
      level: 'info',
      subject: plan.name,
      message: `A cutover would not be possible now: ${reasons
        .map(({ message }) => message)
        .join(' · ')}`,
      fix: [...new Set(reasons.map(({ fix }) => fix))].join(' · '),
    });
  }
}

async function describeUsers(
  options: { findings: Findings; plan: Plan; source: ClusterConnection },
  { workloads }: Users,
): Promise<void> {
  const { findings, plan, source } = options;
  const scalers = (
    await Promise.all(
      [...new Set(plan.volumes.map(v => v.namespace))].map(namespace =>
        ifAllowed(
          source.client.list(resources.horizontalPodAutoscalers, { namespace }),
          [],
        ),
      ),
    )
  ).flat();
  for (const workload of workloads) {
    const { kind, object } = workload;
    const { isStopped, read } = WORKLOAD_KINDS[kind];
    const subject = nameOf(workload);
    const stopped = isStopped(object);
    findings.add({
      id: stopped ? 'workload.alreadyStopped' : 'workload.willBeStopped',
      level: 'info',
      subject,
      message: stopped
        ? `${subject} has no pods and stays so`
        : `${subject} mounts volumes of the plan and will be stopped; now: ${JSON.stringify(
            read(object),
          )}`,
    });
    const scaler = scalers.find(
      ({ metadata, spec }) =>
        metadata?.namespace === object.metadata?.namespace &&
        spec?.scaleTargetRef.kind === kind &&
        spec?.scaleTargetRef.name === object.metadata?.name,
    );
    if (scaler) {
      findings.add({
        id: 'workload.autoscaled',
        level: 'info',
        subject,
        message: `HorizontalPodAutoscaler ${scaler.metadata?.name} scales ${subject}: it rests while there are no replicas`,
      });
    }
    warnOfHealer(findings, workload);
  }
}

function warnOfHealer(findings: Findings, workload: FoundWorkload): void {
  const healer = selfHealerOf(workload);
  if (healer) {
    findings.add({
      id: 'workload.managed',
      level: 'warn',
      subject: nameOf(workload),
      message: `${nameOf(
        workload,
      )} is managed by ${healer}, which may start it again: then the cutover ends and the application comes back`,
      fix: 'Pause it for the time of the cutover.',
    });
  }
}

/** `BARE_POD` → `bare.pod` */
function toId(code: string): string {
  const [first, ...rest] = code.toLocaleLowerCase('en-US').split('_');
  return `${first}.${rest
    .map((word, i) =>
      i === 0 ? word : word[0].toLocaleUpperCase('en-US') + word.slice(1),
    )
    .join('')}`;
}
