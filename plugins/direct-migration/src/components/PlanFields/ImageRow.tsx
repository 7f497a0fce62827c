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
  ImageRepository,
  PlanImage,
  PlanProblem,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { directMigrationTranslationRef } from '../../translation';
import { ImageTargetFields } from './ImageTargetFields';
import { PickerRow } from './PickerRow';
import { problemAt, problemsIn } from './problemAt';

/** More tags than these are counted only. */
const MAX_TAGS = 5;

/** Props of {@link ImageRow}. */
export interface ImageRowProps {
  image: ImageRepository;
  /** Among those that are chosen; below zero if it is not. */
  index: number;
  spec: PlanImage | undefined;
  /** Path on the target. */
  target: string | undefined;
  problems: readonly PlanProblem[];
  isDisabled?: boolean;
  onSelect: (isSelected: boolean) => void;
  onChange: (spec: PlanImage) => void;
}

/** An image repository of the source, and what is copied of it. */
export function ImageRow(props: ImageRowProps) {
  const { image, index, spec, target } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const field = `images[${index}]`;
  const mine = index < 0 ? [] : problemsIn(props.problems, field);
  const others = mine.filter(problem =>
    [field, `${field}.repository`].includes(problem.field),
  );
  const tags = image.tags ?? [];
  return (
    <PickerRow
      name={image.repository}
      facts={[
        image.kind === 'imageStream' && t('fields.image.stream'),
        tags.length > 0 && tags.length <= MAX_TAGS
          ? t('fields.image.tags', { names: tags.join(', ') })
          : tags.length > 0 &&
            t('fields.image.tagCount', { count: tags.length }),
        Boolean(image.usedBy?.length) &&
          t('fields.usedBy', { names: image.usedBy!.join(', ') }),
      ]}
      reason={image.supported ? undefined : image.reason}
      isSelected={index >= 0}
      isDisabled={props.isDisabled}
      onSelect={props.onSelect}
      summary={
        spec &&
        t('fields.image.becomes', {
          target: target ?? '',
          tags: tagsOf(spec) ?? t('fields.image.everyTag'),
        })
      }
      problem={problemAt(others, ...others.map(other => other.field))}
      hasProblemInside={mine.length > others.length}
    >
      {spec && (
        <ImageTargetFields
          field={field}
          image={image}
          spec={spec}
          target={target}
          problems={mine}
          isDisabled={props.isDisabled}
          onChange={props.onChange}
        />
      )}
    </PickerRow>
  );
}

function tagsOf({ tags, includeTags, excludeTags, digests }: PlanImage) {
  const wanted = [...(tags ?? []), ...(includeTags ?? []), ...(digests ?? [])];
  const unwanted = (excludeTags ?? []).map(pattern => `≠ ${pattern}`);
  return [...wanted, ...unwanted].join(', ') || undefined;
}
