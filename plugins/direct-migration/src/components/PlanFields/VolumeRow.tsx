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
import type {
  Cluster,
  PlanProblem,
  PlanVolume,
  Volume,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { directMigrationTranslationRef } from '../../translation';
import { PickerRow } from './PickerRow';
import { problemAt, problemsIn } from './problemAt';
import { VolumeTargetFields } from './VolumeTargetFields';

/** Props of {@link VolumeRow}. */
export interface VolumeRowProps {
  volume: Volume;
  /** Among those that are chosen; below zero if it is not. */
  index: number;
  spec: PlanVolume | undefined;
  target: { namespace: string; name: string } | undefined;
  targetCluster: Cluster | undefined;
  problems: readonly PlanProblem[];
  isDisabled?: boolean;
  onSelect: (isSelected: boolean) => void;
  onChange: (spec: PlanVolume) => void;
}

/** A volume of the source, and what it becomes. */
export function VolumeRow(props: VolumeRowProps) {
  const { volume, index, spec, target } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const field = `volumes[${index}]`;
  const mine = index < 0 ? [] : problemsIn(props.problems, field);
  const ofFields = [
    'targetName',
    'storageClass',
    'capacity',
    'accessModes',
    'existing',
  ].map(name => `${field}.${name}`);
  const isOfField = (problem: PlanProblem) => ofFields.includes(problem.field);
  const others = mine.filter(problem => !isOfField(problem));
  return (
    <PickerRow
      name={volume.name}
      facts={[
        volume.capacity,
        volume.storageClass &&
          t('fields.volume.class', { name: volume.storageClass }),
        volume.accessModes.join(', '),
        volume.volumeMode,
        volume.phase !== 'Bound' && volume.phase,
        Boolean(volume.usedBy?.length) &&
          t('fields.usedBy', { names: volume.usedBy!.join(', ') }),
      ]}
      reason={volume.supported ? undefined : volume.reason}
      isSelected={index >= 0}
      isDisabled={props.isDisabled}
      onSelect={props.onSelect}
      summary={
        spec &&
        t('fields.volume.becomes', {
          target: `${target?.namespace}/${target?.name}`,
          storageClass: spec.storageClass ?? t('fields.volume.sameClass'),
          capacity: spec.capacity ?? t('fields.volume.sameCapacity'),
        })
      }
      problem={problemAt(others, ...others.map(other => other.field))}
      hasProblemInside={mine.some(isOfField)}
    >
      {spec && (
        <VolumeTargetFields
          field={field}
          volume={volume}
          spec={spec}
          storageClasses={props.targetCluster?.capabilities?.storageClasses}
          problems={mine}
          isDisabled={props.isDisabled}
          onChange={props.onChange}
        />
      )}
    </PickerRow>
  );
}
