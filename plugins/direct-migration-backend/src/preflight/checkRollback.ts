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
import type {
  MigrationOptions,
  Plan,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { StoppedWorkloadsStore } from '../database/StoppedWorkload';
import { mapNamespace } from '../engines/EngineOptions';
import { DELETE_TARGET_RULES, RESTORE_RULES } from '../engines/permissions';
import { usersOf } from '../engines/volume/checkSourceClaim';
import { isOurs } from '../engines/volume/ensureTargetClaim';
import { stoppedByPlan } from '../engines/workload/restore';
import { resources } from '../kubernetes/resources';
import type { ClusterConnection } from '../clusters/types';
import { checkPermissions } from './checkPermissions';
import type { Ends } from './Ends';
import type { Findings } from './Findings';

interface RollbackCheck {
  findings: Findings;
  plan: Plan;
  ends: Ends;
  store: StoppedWorkloadsStore;
  options: MigrationOptions;
}

/**
 * Says what a rollback would start on the source and delete on the target.
 *
 * @internal
 */
export async function checkRollback(check: RollbackCheck): Promise<void> {
  const { findings, plan, ends } = check;
  const sources = new Set(plan.volumes.map(({ namespace }) => namespace));
  if (ends.source) {
    for (const namespace of sources) {
      await checkPermissions({
        findings,
        connection: ends.source,
        namespace,
        rules: RESTORE_RULES,
      });
    }
    await checkSource(check, ends.source);
  }
  if (ends.target) {
    await checkTarget(check, ends.target);
  }
}

async function checkSource(
  { findings, plan, store }: RollbackCheck,
  source: ClusterConnection,
): Promise<void> {
  try {
    const stopped = await stoppedByPlan({ plan, source, store });
    for (const { kind, namespace, name, original } of stopped) {
      findings.add({
        id: 'workload.willBeRestored',
        level: 'info',
        subject: `${kind} ${namespace}/${name}`,
        message: `${kind} ${namespace}/${name} on ${
          source.name
        } will be started again: ${JSON.stringify(original)}`,
      });
    }
    if (stopped.length === 0) {
      findings.add({
        id: 'rollback.nothingStopped',
        level: 'info',
        subject: source.name,
        message: `No workload on ${source.name} is stopped by this plan`,
      });
    }
  } catch (error) {
    findings.block(error, { subject: source.name, field: 'sourceCluster' });
  }
}

async function checkTarget(
  { findings, plan, options }: RollbackCheck,
  target: ClusterConnection,
): Promise<void> {
  const deletes = options.rollback?.deleteTargetVolumes ?? false;
  const names = new Map<string, string[]>();
  for (const spec of plan.volumes) {
    const namespace = mapNamespace(plan, spec.namespace);
    names.set(namespace, [
      ...(names.get(namespace) ?? []),
      spec.targetName ?? spec.name,
    ]);
  }
  for (const [namespace, claims] of names) {
    if (deletes) {
      await checkPermissions({
        findings,
        connection: target,
        namespace,
        rules: DELETE_TARGET_RULES,
      });
    }
    try {
      const pods = await target.client.list(resources.pods, { namespace });
      for (const name of claims) {
        await checkClaim({
          findings,
          plan,
          target,
          namespace,
          name,
          deletes,
          users: usersOf(pods, name).map(
            pod => `${namespace}/${pod.metadata?.name}`,
          ),
        });
      }
    } catch (error) {
      findings.block(error, { subject: target.name, field: 'targetCluster' });
    }
  }
}

async function checkClaim(options: {
  findings: Findings;
  plan: Plan;
  target: ClusterConnection;
  namespace: string;
  name: string;
  deletes: boolean;
  users: string[];
}): Promise<void> {
  const { findings, plan, target, namespace, name, deletes, users } = options;
  const subject = `${namespace}/${name}`;
  const title = `PersistentVolumeClaim ${subject} on ${target.name}`;
  const claim = await target.client.get(resources.persistentVolumeClaims, {
    namespace,
    name,
  });
  if (users.length > 0) {
    findings.add({
      id: 'targetVolume.inUse',
      level: deletes ? 'block' : 'warn',
      subject,
      message: `${title} is used by ${users.join(', ')}${
        deletes ? '' : ': the application would run on both sides'
      }`,
      fix: 'Stop the application on the target first.',
    });
  }
  if (!claim) {
    return;
  }
  const goes = deletes && isOurs(claim, plan.id);
  findings.add({
    id: goes ? 'targetVolume.willBeDeleted' : 'targetVolume.kept',
    level: goes ? 'warn' : 'info',
    subject,
    message: goes
      ? `${title} will be deleted, with all that was written to it since`
      : `${title} is kept${
          isOurs(claim, plan.id) ? '' : ': this plan did not make it'
        }`,
  });
}
