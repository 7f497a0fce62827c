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

import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  planTargets,
  type ImageRepository,
  type NamespaceMapping,
  type PlanImage,
  type PlanProblem,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { useCallback } from 'react';
import { directMigrationApiRef } from '../../api';
import { directMigrationTranslationRef } from '../../translation';
import { ImageRow } from './ImageRow';
import { PickerSection } from './PickerSection';
import { useDiscovered } from './useDiscovered';

/** Props of {@link ImagePicker}. @public */
export interface ImagePickerProps {
  sourceCluster: string;
  /** Of these namespaces the images are offered. */
  namespaces: NamespaceMapping[];
  value: PlanImage[];
  onChange: (value: PlanImage[]) => void;
  /** With fields as in a plan, `images[0].repository`. */
  problems: readonly PlanProblem[];
  isDisabled?: boolean;
}

/** Which image repositories are copied, which of their tags, and where to. @public */
export function ImagePicker(props: ImagePickerProps) {
  const { sourceCluster, namespaces, value, onChange } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const api = useApi(directMigrationApiRef);
  const find = useCallback(
    (cluster: string, namespace: string, signal: AbortSignal) =>
      api.listImages(cluster, namespace, undefined, { signal }),
    [api],
  );
  const sources = namespaces.map(({ source }) => source).filter(Boolean);
  const found = useDiscovered<ImageRepository>({
    cluster: sourceCluster,
    namespaces: sources,
    find,
  });
  const { images: targets } = planTargets({
    namespaces,
    volumes: [],
    images: value,
  });
  const indexOf = ({ repository }: { repository: string }) =>
    value.findIndex(image => image.repository === repository);
  const all = found.value?.flatMap(({ items }) => items) ?? [];
  /** Where a chosen repository that no namespace has is shown: with its own, or with the first. */
  const homeOf = (repository: string) => {
    const [first] = repository.split('/');
    return sources.includes(first) ? first : sources[0];
  };

  return (
    <PickerSection
      found={found.value}
      onRetry={found.refresh}
      namespaces={namespaces}
      loading={t('fields.image.loading')}
      empty={t('fields.image.none')}
      nameOf={image => image.repository}
      isSelectable={image => image.supported}
      isSelected={image => indexOf(image) >= 0}
      isDisabled={props.isDisabled}
      onSelectAll={images =>
        onChange([
          ...value,
          ...images
            .filter(image => indexOf(image) < 0)
            .map(({ repository }) => ({ repository })),
        ])
      }
      onClearAll={namespace => {
        const shown =
          found.value
            ?.find(each => each.namespace === namespace)
            ?.items.map(({ repository }) => repository) ?? [];
        onChange(
          value.filter(
            ({ repository }) =>
              !shown.includes(repository) && homeOf(repository) !== namespace,
          ),
        );
      }}
      missing={namespace =>
        value
          .filter(
            ({ repository }) =>
              homeOf(repository) === namespace &&
              !all.some(image => image.repository === repository),
          )
          .map(
            ({ repository }): ImageRepository => ({
              repository,
              supported: false,
              reason: t('fields.image.missing'),
            }),
          )
      }
      renderItem={image => {
        const index = indexOf(image);
        return (
          <ImageRow
            image={image}
            index={index}
            spec={index < 0 ? undefined : value[index]}
            target={index < 0 ? undefined : targets[index]}
            problems={props.problems}
            isDisabled={props.isDisabled}
            onSelect={isSelected =>
              onChange(
                isSelected
                  ? [...value, { repository: image.repository }]
                  : value.filter((_, i) => i !== index),
              )
            }
            onChange={spec =>
              onChange(value.map((old, i) => (i === index ? spec : old)))
            }
          />
        );
      }}
    />
  );
}
