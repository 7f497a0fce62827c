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
import { NumberField, Select } from '@backstage/ui';
import type {
  EndpointType,
  PlanOptions,
  VolumeOptions,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { directMigrationTranslationRef } from '../../translation';
import {
  fieldError,
  ListTextField,
  problemAt,
  problemsIn,
} from '../PlanFields';
import styles from './NewMigration.module.css';
import { PodUserFields } from './PodUserFields';
import { setOptions } from './setOptions';
import type { StepProps } from './StepProps';

const AUTOMATIC = '';
const MIB = 2 ** 20;
const VERIFY = ['sampled', 'full', 'off'] as const;
const COMPRESSION = ['auto', 'zstd', 'off'] as const;
const LOSSES = [
  'owner',
  'group',
  'mode',
  'acl',
  'xattr',
  'hardLink',
  'device',
  'unreadable',
] as const;
const RUN_ON = ['target', 'source'] as const;

/** How it is moved; every field may stay as it is. */
export function OptionsStep(props: StepProps) {
  const { plan, problems } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const { options } = plan;
  const set = (patch: Partial<PlanOptions>) =>
    props.onChange({ options: setOptions(options, patch) });
  const setVolumes = (patch: Partial<VolumeOptions>) =>
    set({ volumes: setOptions(options.volumes ?? {}, patch) });
  const error = (field: string) =>
    fieldError(
      problemAt(problems, ...problemsIn(problems, field).map(p => p.field)),
    );
  const endpoints =
    props.clusters.value?.find(
      ({ entityRef }) => entityRef === plan.targetCluster,
    )?.capabilities?.endpoints ?? [];
  const hasVolumes = plan.volumes.length > 0;
  const hasImages = plan.images.length > 0;

  return (
    <div className={`${styles.grid} ${styles.options}`}>
      {hasVolumes && (
        <>
          <Select
            label={t('wizard.options.verify')}
            options={VERIFY.map(id => ({
              id,
              label: t(`wizard.options.verifyChoice.${id}`),
            }))}
            value={options.volumes?.verify ?? 'sampled'}
            onChange={key =>
              setVolumes({ verify: key as VolumeOptions['verify'] })
            }
            {...error('options.volumes.verify')}
          />
          <Select
            label={t('wizard.options.compression')}
            options={COMPRESSION.map(id => ({
              id,
              label: t(`wizard.options.compressionChoice.${id}`),
            }))}
            value={options.volumes?.compression ?? 'auto'}
            onChange={key =>
              setVolumes({ compression: key as VolumeOptions['compression'] })
            }
            {...error('options.volumes.compression')}
          />
          <Select
            label={t('wizard.options.acceptLoss')}
            description={t('wizard.options.acceptLossDescription')}
            selectionMode="multiple"
            placeholder={t('wizard.nothing')}
            options={LOSSES.map(id => ({
              id,
              label: t(`wizard.options.loss.${id}`),
            }))}
            value={options.volumes?.acceptLoss ?? []}
            onChange={keys =>
              setVolumes({ acceptLoss: keys as VolumeOptions['acceptLoss'] })
            }
            {...error('options.volumes.acceptLoss')}
          />
          <PodUserFields
            value={options.volumes ?? {}}
            onChange={setVolumes}
            error={error}
          />
          <NumberField
            label={t('wizard.options.bandwidthLimit')}
            description={t('wizard.options.bandwidthDescription')}
            minValue={0.1}
            formatOptions={{ maximumFractionDigits: 1 }}
            value={
              options.bandwidthLimit === undefined
                ? NaN
                : options.bandwidthLimit / MIB
            }
            onChange={value =>
              set({
                bandwidthLimit: Number.isFinite(value)
                  ? Math.round(value * MIB)
                  : undefined,
              })
            }
            {...error('options.bandwidthLimit')}
          />
          <Select
            label={t('wizard.options.endpoint')}
            options={[
              { id: AUTOMATIC, label: t('wizard.options.automatic') },
              ...[
                ...new Set([...endpoints, options.endpoint ?? []].flat()),
              ].map(id => ({ id, label: id })),
            ]}
            value={options.endpoint ?? AUTOMATIC}
            onChange={key =>
              set({ endpoint: (key || undefined) as EndpointType | undefined })
            }
            {...error('options.endpoint')}
          />
          <NumberField
            label={t('wizard.options.maxParallel')}
            description={t('wizard.options.maxParallelDescription')}
            minValue={1}
            maxValue={1000}
            step={1}
            value={options.maxParallel ?? NaN}
            onChange={value =>
              set({
                maxParallel: Number.isFinite(value) ? value : undefined,
              })
            }
            {...error('options.maxParallel')}
          />
        </>
      )}
      <NumberField
        label={t('wizard.options.maxAttempts')}
        minValue={1}
        maxValue={20}
        step={1}
        value={options.maxAttempts ?? 3}
        onChange={value =>
          set({ maxAttempts: Number.isFinite(value) ? value : undefined })
        }
        {...error('options.maxAttempts')}
      />
      {hasImages && (
        <Select
          label={t('wizard.options.runOn')}
          options={RUN_ON.map(id => ({
            id,
            label: t(`wizard.options.runOnChoice.${id}`),
          }))}
          value={options.images?.runOn ?? 'target'}
          onChange={key =>
            set({
              images: setOptions(options.images ?? {}, {
                runOn: key as (typeof RUN_ON)[number],
              }),
            })
          }
          {...error('options.images.runOn')}
        />
      )}
      {hasVolumes && (
        <div className={styles.wide}>
          <ListTextField
            label={t('wizard.options.exclude')}
            description={t('wizard.options.excludeDescription')}
            value={options.volumes?.exclude}
            onChange={exclude =>
              setVolumes({ exclude: exclude.length ? exclude : undefined })
            }
            problem={problemAt(
              problems,
              ...problemsIn(problems, 'options.volumes.exclude').map(
                p => p.field,
              ),
            )}
          />
        </div>
      )}
    </div>
  );
}
