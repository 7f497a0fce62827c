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
import { Select, TextField } from '@backstage/ui';
import type {
  PlanProblem,
  PlanVolume,
  StorageClass,
  Volume,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { directMigrationTranslationRef } from '../../translation';
import { fieldError } from './fieldError';
import { problemAt } from './problemAt';

const AUTOMATIC = '';
const ACCESS_MODES = [
  'ReadWriteOnce',
  'ReadWriteMany',
  'ReadWriteOncePod',
  'ReadOnlyMany',
];
const EXISTING = ['refuse', 'reuse', 'mirror'] as const;

/** Props of {@link VolumeTargetFields}. */
export interface VolumeTargetFieldsProps {
  /** Of the volume in the plan, `volumes[0]`. */
  field: string;
  volume: Volume;
  spec: PlanVolume;
  /** Of the target; the class can be typed where they are not known. */
  storageClasses: StorageClass[] | undefined;
  problems: readonly PlanProblem[];
  isDisabled?: boolean;
  onChange: (spec: PlanVolume) => void;
}

/** Name, storage class and size of the target volume, and what to do if there is one. */
export function VolumeTargetFields(props: VolumeTargetFieldsProps) {
  const { field, volume, spec, storageClasses, problems, isDisabled } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const set = (patch: Partial<PlanVolume>) =>
    props.onChange(withoutEmpty({ ...spec, ...patch }));
  const common = (name: string) => ({
    isDisabled,
    size: 'small' as const,
    ...fieldError(problemAt(problems, `${field}.${name}`)),
  });
  const classes = (storageClasses ?? []).map(({ name, isDefault }) => ({
    id: name,
    label: isDefault ? t('fields.volume.defaultClass', { name }) : name,
  }));
  const isKnown =
    !spec.storageClass || classes.some(({ id }) => id === spec.storageClass);

  return (
    <>
      <TextField
        label={t('fields.volume.targetName')}
        placeholder={volume.name}
        value={spec.targetName ?? ''}
        onChange={targetName => set({ targetName })}
        {...common('targetName')}
      />
      {storageClasses?.length ? (
        <Select
          label={t('fields.volume.storageClass')}
          options={[
            { id: AUTOMATIC, label: t('fields.volume.automaticClass') },
            ...classes,
            ...(isKnown
              ? []
              : [{ id: spec.storageClass!, label: spec.storageClass! }]),
          ]}
          value={spec.storageClass ?? AUTOMATIC}
          onChange={key => set({ storageClass: String(key ?? '') })}
          {...common('storageClass')}
        />
      ) : (
        <TextField
          label={t('fields.volume.storageClass')}
          placeholder={t('fields.volume.automaticClass')}
          value={spec.storageClass ?? ''}
          onChange={storageClass => set({ storageClass })}
          {...common('storageClass')}
        />
      )}
      <TextField
        label={t('fields.volume.capacity')}
        placeholder={volume.capacity}
        value={spec.capacity ?? ''}
        onChange={capacity => set({ capacity })}
        {...common('capacity')}
      />
      <Select
        label={t('fields.volume.accessModes')}
        selectionMode="multiple"
        placeholder={t('fields.volume.sameAccessModes')}
        options={ACCESS_MODES.map(id => ({ id, label: id }))}
        value={spec.accessModes ?? []}
        onChange={keys =>
          set({ accessModes: keys as PlanVolume['accessModes'] })
        }
        {...common('accessModes')}
      />
      <Select
        label={t('fields.volume.existing')}
        options={EXISTING.map(id => ({
          id,
          label: t(`fields.volume.${id}`),
        }))}
        value={spec.existing ?? 'refuse'}
        onChange={key =>
          set({
            existing:
              key === 'refuse' ? undefined : (key as PlanVolume['existing']),
          })
        }
        {...common('existing')}
      />
    </>
  );
}

/** What was emptied is not asked for. */
function withoutEmpty(spec: PlanVolume): PlanVolume {
  return Object.fromEntries(
    Object.entries(spec).filter(
      ([, value]) =>
        value !== '' &&
        value !== undefined &&
        !(Array.isArray(value) && value.length === 0),
    ),
  ) as PlanVolume;
}
