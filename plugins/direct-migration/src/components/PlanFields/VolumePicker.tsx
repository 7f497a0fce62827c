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
  type Cluster,
  type NamespaceMapping,
  type PlanProblem,
  type PlanVolume,
  type Volume,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { useCallback } from 'react';
import { directMigrationApiRef } from '../../api';
import { directMigrationTranslationRef } from '../../translation';
import { PickerSection } from './PickerSection';
import { useDiscovered } from './useDiscovered';
import { VolumeRow } from './VolumeRow';

/** Props of {@link VolumePicker}. @public */
export interface VolumePickerProps {
  sourceCluster: string;
  /** Whose storage classes are offered; they can be typed without it. */
  targetCluster?: Cluster;
  /** Of these namespaces the volumes are offered. */
  namespaces: NamespaceMapping[];
  value: PlanVolume[];
  onChange: (value: PlanVolume[]) => void;
  /** With fields as in a plan, `volumes[0].name`. */
  problems: readonly PlanProblem[];
  isDisabled?: boolean;
}

/** Which volumes are moved, and what each becomes. What cannot be moved is listed with the reason. @public */
export function VolumePicker(props: VolumePickerProps) {
  const { sourceCluster, namespaces, value, onChange, problems } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const api = useApi(directMigrationApiRef);
  const find = useCallback(
    (cluster: string, namespace: string, signal: AbortSignal) =>
      api.listVolumes(cluster, namespace, { signal }),
    [api],
  );
  const found = useDiscovered<Volume>({
    cluster: sourceCluster,
    namespaces: namespaces.map(({ source }) => source).filter(Boolean),
    find,
  });
  const { volumes: targets } = planTargets({
    namespaces,
    volumes: value,
    images: [],
  });
  const indexOf = (namespace: string, name: string) =>
    value.findIndex(
      volume => volume.namespace === namespace && volume.name === name,
    );

  return (
    <PickerSection
      found={found.value}
      onRetry={found.refresh}
      namespaces={namespaces}
      loading={t('fields.volume.loading')}
      empty={t('fields.volume.none')}
      nameOf={volume => volume.name}
      isSelectable={volume => volume.supported}
      isSelected={volume => indexOf(volume.namespace, volume.name) >= 0}
      isDisabled={props.isDisabled}
      onSelectAll={volumes =>
        onChange([
          ...value,
          ...volumes
            .filter(({ namespace, name }) => indexOf(namespace, name) < 0)
            .map(({ namespace, name }) => ({ namespace, name })),
        ])
      }
      onClearAll={namespace =>
        onChange(value.filter(volume => volume.namespace !== namespace))
      }
      missing={(namespace, items) =>
        value
          .filter(
            volume =>
              volume.namespace === namespace &&
              !items.some(({ name }) => name === volume.name),
          )
          .map(
            ({ name }): Volume => ({
              namespace,
              name,
              phase: '',
              accessModes: [],
              supported: false,
              reason: t('fields.volume.missing'),
            }),
          )
      }
      renderItem={volume => {
        const index = indexOf(volume.namespace, volume.name);
        return (
          <VolumeRow
            key={volume.name}
            volume={volume}
            index={index}
            spec={index < 0 ? undefined : value[index]}
            target={index < 0 ? undefined : targets[index]}
            targetCluster={props.targetCluster}
            problems={problems}
            isDisabled={props.isDisabled}
            onSelect={isSelected =>
              onChange(
                isSelected
                  ? [
                      ...value,
                      { namespace: volume.namespace, name: volume.name },
                    ]
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
