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

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Skeleton, Text } from '@backstage/ui';
import type {
  Migration,
  MigrationType,
  Plan,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { formatDuration } from '../../format';
import { useLocale } from '../../hooks/useLocale';
import { directMigrationTranslationRef } from '../../translation';
import { ClusterPair } from '../ClusterPair';
import { CheckList } from './CheckList';
import { expectedDowntime } from './expectedDowntime';
import styles from './StartPreview.module.css';

/** More volumes than these are counted only. */
const MAX_LISTED = 10;

/** What the preflight says of a workload that the run touches. */
const WORKLOAD_CHECKS: Partial<Record<MigrationType, string>> = {
  cutover: 'workload.willBeStopped',
  rollback: 'workload.willBeRestored',
};

/** Props of {@link StartPreview}. */
export interface StartPreviewProps {
  plan: Plan;
  type: MigrationType;
  /** The dry run; not there while it is made. */
  trial: Migration | undefined;
  /** Runs of the same plan, newest first. */
  earlier: Migration[];
}

/** What will happen: what is moved, what stops and for how long, and what the checks found. */
export function StartPreview(props: StartPreviewProps) {
  const { plan, type, trial, earlier } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const locale = useLocale();
  const downtime = expectedDowntime(earlier);
  // Only the checks know the workloads by name: to stop them is one item of the run.
  const workloads = [
    ...new Set(
      trial?.preflight?.checks
        .filter(({ id }) => id === WORKLOAD_CHECKS[type])
        .map(({ subject }) => subject),
    ),
  ];
  const deleted =
    trial?.items.filter(({ step }) => step === 'deleteTarget') ?? [];

  return (
    <Flex direction="column" gap="3">
      <ClusterPair source={plan.sourceCluster} target={plan.targetCluster} />
      <Text as="p">{t(`start.what.${type}`)}</Text>
      <ul className={styles.list}>
        {type !== 'rollback' && (
          <>
            {plan.volumes.length > 0 && (
              <li>{t('start.volumes', { count: plan.volumes.length })}</li>
            )}
            {plan.images.length > 0 && (
              <li>{t('start.images', { count: plan.images.length })}</li>
            )}
          </>
        )}
        {workloads.map(name => (
          <li key={name}>
            {type === 'rollback'
              ? t('start.starts', { name })
              : t('start.stops', { name })}
          </li>
        ))}
        {deleted.slice(0, MAX_LISTED).map(({ name, target }) => (
          <li key={name}>
            {t('start.deletes', { name: nameOf(target) ?? name })}
          </li>
        ))}
        {deleted.length > MAX_LISTED && (
          <li>
            {t('start.deletesMore', { count: deleted.length - MAX_LISTED })}
          </li>
        )}
        {type === 'cutover' && (
          <li>
            {downtime
              ? t(`start.downtime.${downtime.basis}`, {
                  time: formatDuration(downtime.seconds, locale),
                })
              : t('start.downtime.unknown')}
          </li>
        )}
      </ul>
      {trial ? (
        <CheckList preflight={trial.preflight} />
      ) : (
        <Flex
          direction="column"
          gap="2"
          role="group"
          aria-busy="true"
          aria-label={t('start.checking')}
        >
          <Text as="p" variant="body-small" color="secondary">
            {t('start.checking')}
          </Text>
          <Skeleton height={48} />
        </Flex>
      )}
    </Flex>
  );
}

/** The volume on the target, as people name it. */
function nameOf(target: Record<string, unknown> | undefined) {
  return target?.namespace && target.name
    ? `${target.namespace}/${target.name}`
    : undefined;
}
