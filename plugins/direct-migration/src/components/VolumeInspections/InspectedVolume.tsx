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
import { Text } from '@backstage/ui';
import type {
  LossKind,
  VolumeInspection,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { formatBytes, formatTime } from '../../format';
import { useLocale } from '../../hooks/useLocale';
import { directMigrationTranslationRef } from '../../translation';
import { LossChoice } from './LossChoice';
import styles from './VolumeInspections.module.css';

/** Props of {@link InspectedVolume}. */
export interface InspectedVolumeProps {
  /** `namespace/name`. */
  name: string;
  inspection?: VolumeInspection;
  /** Why it could not be looked into. */
  failure?: string;
  /** What may be lost of it, as it is chosen now. */
  value: readonly LossKind[];
  isDisabled: boolean;
  onChange: (kinds: LossKind[]) => void;
}

/** What is known of one volume: how much there is, and what of it would not arrive. */
export function InspectedVolume(props: InspectedVolumeProps) {
  const { name, inspection, failure } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const locale = useLocale();
  const number = new Intl.NumberFormat(locale);
  const say = (text: string, color?: 'danger') => (
    <Text
      as="p"
      variant="body-small"
      color={color ?? 'secondary'}
      className={styles.wrap}
    >
      {text}
    </Text>
  );
  return (
    <li className={styles.volume}>
      <Text as="p" weight="bold" className={styles.wrap}>
        {name}
      </Text>
      {failure && say(failure, 'danger')}
      {!inspection && !failure && say(t('inspection.unknown'))}
      {inspection && (
        <>
          {say(
            [
              formatBytes(inspection.bytes, locale),
              t('inspection.files', {
                count: inspection.files,
                number: number.format(inspection.files),
              }),
              t('inspection.directories', {
                count: inspection.directories,
                number: number.format(inspection.directories),
              }),
              t('inspection.at', {
                time: formatTime(inspection.inspectedAt, locale),
              }),
            ].join(' · '),
          )}
          {!inspection.complete && say(t('inspection.incomplete'))}
          {!inspection.current && say(t('inspection.outdated'))}
          {inspection.current &&
            inspection.complete &&
            inspection.losses.length === 0 &&
            say(t('inspection.nothingLost'))}
          {inspection.losses.length > 0 && (
            <LossChoice
              volume={name}
              losses={inspection.losses}
              value={props.value}
              isDisabled={props.isDisabled}
              onChange={props.onChange}
            />
          )}
        </>
      )}
    </li>
  );
}
