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
import { Checkbox, CheckboxGroup } from '@backstage/ui';
import type {
  LossKind,
  VolumeLoss,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { directMigrationTranslationRef } from '../../translation';
import styles from './VolumeInspections.module.css';

/** Props of {@link LossChoice}. */
export interface LossChoiceProps {
  /** `namespace/name`. */
  volume: string;
  losses: VolumeLoss[];
  value: readonly LossKind[];
  isDisabled: boolean;
  onChange: (kinds: LossKind[]) => void;
}

/** What of a volume would not arrive, each kind with a box to agree to it. */
export function LossChoice(props: LossChoiceProps) {
  const { volume, losses, value } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const kinds = losses.map(({ kind }) => kind);
  return (
    <CheckboxGroup
      label={t('inspection.choose', { volume })}
      isDisabled={props.isDisabled}
      value={value.filter(kind => kinds.includes(kind))}
      onChange={chosen =>
        props.onChange([
          // What may be lost besides is not what is asked here.
          ...value.filter(kind => !kinds.includes(kind)),
          ...(chosen as LossKind[]),
        ])
      }
    >
      {losses.map(({ kind, count, examples }) => (
        <Checkbox key={kind} value={kind}>
          <span className={styles.loss}>
            <strong>
              {t('inspection.loss', {
                kind: t(`wizard.options.loss.${kind}`),
                count,
              })}
            </strong>
            <span>{t(`inspection.means.${kind}`)}</span>
            {examples.length > 0 && (
              <span>
                {t(
                  examples.length < count
                    ? 'inspection.examples'
                    : 'inspection.these',
                  { names: examples.join(', ') },
                )}
              </span>
            )}
          </span>
        </Checkbox>
      ))}
    </CheckboxGroup>
  );
}
