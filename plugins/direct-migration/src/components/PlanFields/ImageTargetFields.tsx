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
import { Checkbox, Select, TextField } from '@backstage/ui';
import type {
  ImageRepository,
  PlanImage,
  PlanProblem,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { directMigrationTranslationRef } from '../../translation';
import { fieldError } from './fieldError';
import { ListTextField } from './ListTextField';
import { problemAt, problemsIn } from './problemAt';

const AS_THE_PLAN = 'plan';
const EXISTING = ['overwrite', 'refuse', 'skip'] as const;

/** Props of {@link ImageTargetFields}. */
export interface ImageTargetFieldsProps {
  /** Of the image in the plan, `images[0]`. */
  field: string;
  image: ImageRepository;
  spec: PlanImage;
  target: string | undefined;
  problems: readonly PlanProblem[];
  isDisabled?: boolean;
  onChange: (spec: PlanImage) => void;
}

/** Which tags of a repository are copied, where to, and what to do with those that are there. */
export function ImageTargetFields(props: ImageTargetFieldsProps) {
  const { field, image, spec, problems, isDisabled } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const set = (patch: Partial<PlanImage>) =>
    props.onChange(withoutEmpty({ ...spec, ...patch }));
  const within = (name: string) =>
    problemAt(
      problems,
      ...problemsIn(problems, `${field}.${name}`).map(p => p.field),
    );
  const known = [...new Set([...(image.tags ?? []), ...(spec.tags ?? [])])];

  return (
    <>
      <TextField
        label={t('fields.image.targetRepository')}
        size="small"
        isDisabled={isDisabled}
        placeholder={props.target}
        value={spec.targetRepository ?? ''}
        onChange={targetRepository => set({ targetRepository })}
        {...fieldError(within('targetRepository'))}
      />
      {known.length > 0 && (
        <Select
          label={t('fields.image.onlyTags')}
          size="small"
          isDisabled={isDisabled}
          selectionMode="multiple"
          placeholder={t('fields.image.everyTag')}
          options={known.map(tag => ({ id: tag, label: tag }))}
          search={{ placeholder: t('filter.search') }}
          value={spec.tags ?? []}
          onChange={keys => set({ tags: (keys as string[]).map(String) })}
          {...fieldError(within('tags'))}
        />
      )}
      <ListTextField
        label={t('fields.image.includeTags')}
        description={t('fields.image.patterns')}
        isDisabled={isDisabled}
        value={spec.includeTags}
        onChange={includeTags => set({ includeTags })}
        problem={within('includeTags')}
      />
      <ListTextField
        label={t('fields.image.excludeTags')}
        isDisabled={isDisabled}
        value={spec.excludeTags}
        onChange={excludeTags => set({ excludeTags })}
        problem={within('excludeTags')}
      />
      <Select
        label={t('fields.image.existing')}
        size="small"
        isDisabled={isDisabled}
        options={[
          { id: AS_THE_PLAN, label: t('fields.image.asThePlan') },
          ...EXISTING.map(id => ({ id, label: t(`fields.image.${id}`) })),
        ]}
        value={spec.existing ?? AS_THE_PLAN}
        onChange={key =>
          set({
            existing:
              key === AS_THE_PLAN ? undefined : (key as PlanImage['existing']),
          })
        }
        {...fieldError(within('existing'))}
      />
      {image.kind === 'imageStream' && (
        <Checkbox
          isDisabled={isDisabled}
          isSelected={spec.history ?? false}
          onChange={history => set({ history: history || undefined })}
        >
          {t('fields.image.history')}
        </Checkbox>
      )}
    </>
  );
}

/** What was emptied is not asked for. */
function withoutEmpty(spec: PlanImage): PlanImage {
  return Object.fromEntries(
    Object.entries(spec).filter(
      ([, value]) =>
        value !== undefined &&
        value !== '' &&
        !(Array.isArray(value) && value.length === 0),
    ),
  ) as unknown as PlanImage;
}
