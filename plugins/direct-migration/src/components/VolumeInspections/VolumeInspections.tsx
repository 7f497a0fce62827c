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
import { Button, Flex, Text } from '@backstage/ui';
import type {
  LossKind,
  PlanContent,
  PlanVolume,
  VolumeInspection,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { RiSearchEyeLine } from '@remixicon/react';
import { useId, useState } from 'react';
import { directMigrationTranslationRef } from '../../translation';
import { ErrorNotice } from '../ErrorNotice';
import { agreedLosses, isAgreed, volumeKey, withConsent } from './consent';
import { InspectedVolume } from './InspectedVolume';
import { InspectionProgress } from './InspectionProgress';
import { useInspection } from './useInspection';
import styles from './VolumeInspections.module.css';

/** More volumes than these are shown when one asks for them. */
const MAX_SHOWN = 20;

/** Props of {@link VolumeInspections}. @public */
export interface VolumeInspectionsProps {
  plan: PlanContent;
  /** What the last preflight knew of the volumes; `undefined` as long as there was none. */
  known?: VolumeInspection[];
  /** Whether it has to wait, for a preflight for example. */
  isChecking: boolean;
  /** The volumes have been looked into: a preflight knows more now. Without it none is made. */
  onInspected?: () => void;
  /** Something else may be lost now. */
  onConsent: (volumes: PlanVolume[]) => void;
}

/** What is on the volumes of a plan, found out when one asks for it, and what of it may be lost. @public */
export function VolumeInspections(props: VolumeInspectionsProps) {
  const { plan, known, isChecking, onConsent } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const inspection = useInspection();
  const [choices, setChoices] = useState<Record<string, LossKind[]>>({});
  const [showsAll, setShowsAll] = useState(false);
  const id = useId();
  const found = new Map(
    [...(known ?? []), ...inspection.found].map(each => [
      volumeKey(each),
      each,
    ]),
  );
  const failures = inspection.failures;
  const isBusy = inspection.isPending || isChecking;
  const urgency = (row: {
    volume: PlanVolume;
    inspected?: VolumeInspection;
    failure?: string;
  }) => {
    if (row.failure) {
      return 2;
    }
    return row.inspected && !isAgreed(plan, row.volume, row.inspected) ? 1 : 0;
  };
  const rows = plan.volumes
    .map(volume => {
      const name = volumeKey(volume);
      const inspected = found.get(name);
      return { volume, name, inspected, failure: failures[name] };
    })
    // What a person has to decide on first; the order stays otherwise.
    .sort((a, b) => urgency(b) - urgency(a));
  const isSomethingKnown = found.size > 0 || Object.keys(failures).length > 0;
  const hasLosses = rows.some(row => row.inspected?.losses.length);
  const isChanged = rows.some(
    ({ volume, name }) =>
      choices[name] && !isSameSet(choices[name], agreedLosses(plan, volume)),
  );

  const look = async () => {
    if (await inspection.run(plan)) {
      props.onInspected?.();
    }
  };
  return (
    <section aria-labelledby={id} className={styles.section}>
      <Text as="h3" variant="title-x-small" id={id}>
        {t('inspection.title')}
      </Text>
      <Text as="p" color="secondary">
        {t('inspection.explanation', { count: plan.volumes.length })}
      </Text>
      {inspection.isPending ? (
        <InspectionProgress
          done={inspection.done}
          total={inspection.total}
          onStop={inspection.stop}
        />
      ) : (
        <div>
          <Button
            size="small"
            variant="secondary"
            iconStart={<RiSearchEyeLine />}
            isDisabled={isChecking}
            onPress={look}
          >
            {isSomethingKnown ? t('inspection.again') : t('inspection.run')}
          </Button>
        </div>
      )}
      {inspection.error && (
        <ErrorNotice error={inspection.error} title={t('inspection.failed')} />
      )}
      {isSomethingKnown && (
        <ul className={styles.volumes}>
          {(showsAll ? rows : rows.slice(0, MAX_SHOWN)).map(row => (
            <InspectedVolume
              key={row.name}
              name={row.name}
              inspection={row.inspected}
              failure={row.failure}
              value={choices[row.name] ?? agreedLosses(plan, row.volume)}
              isDisabled={isBusy}
              onChange={kinds =>
                setChoices(old => ({ ...old, [row.name]: kinds }))
              }
            />
          ))}
        </ul>
      )}
      {isSomethingKnown && !showsAll && rows.length > MAX_SHOWN && (
        <div>
          <Button
            size="small"
            variant="tertiary"
            onPress={() => setShowsAll(true)}
          >
            {t('inspection.showAll', { number: String(rows.length) })}
          </Button>
        </div>
      )}
      {hasLosses && (
        <Flex gap="3" align="center" className={styles.consent}>
          <Button
            variant="primary"
            isDisabled={isBusy || !isChanged}
            onPress={() => {
              onConsent(withConsent(plan, choices));
              setChoices({});
            }}
          >
            {props.onInspected
              ? t('inspection.agree')
              : t('inspection.agreeAlone')}
          </Button>
          <Text as="p" variant="body-small" color="secondary">
            {t('inspection.agreeDescription')}
          </Text>
        </Flex>
      )}
    </section>
  );
}

function isSameSet(a: readonly LossKind[], b: readonly LossKind[]): boolean {
  return a.length === b.length && a.every(kind => b.includes(kind));
}
