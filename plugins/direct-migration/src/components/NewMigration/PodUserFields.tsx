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
import { NumberField } from '@backstage/ui';
import type {
  PodOptions,
  VolumeOptions,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { directMigrationTranslationRef } from '../../translation';
import { setOptions } from './setOptions';

const SIDES = ['sourcePod', 'targetPod'] as const;

/** Props of {@link PodUserFields}. */
export interface PodUserFieldsProps {
  value: VolumeOptions;
  onChange: (patch: Partial<VolumeOptions>) => void;
  /** What is wrong with a field, as the fields take it. */
  error: (field: string) => object;
}

/** As which users the pods of both sides run, for clusters that let nobody run as root. */
export function PodUserFields(props: PodUserFieldsProps) {
  const { value, onChange } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  return (
    <>
      {SIDES.map(side => (
        <NumberField
          key={side}
          label={t(`wizard.options.${side}`)}
          description={t('wizard.options.podDescription')}
          minValue={0}
          maxValue={2 ** 31 - 1}
          step={1}
          formatOptions={{ useGrouping: false }}
          value={value[side]?.runAsUser ?? NaN}
          onChange={user =>
            onChange({
              [side]: setOptions<PodOptions>(value[side] ?? {}, {
                runAsUser: Number.isFinite(user) ? user : undefined,
              }),
            })
          }
          {...props.error(`options.volumes.${side}.runAsUser`)}
        />
      ))}
    </>
  );
}
