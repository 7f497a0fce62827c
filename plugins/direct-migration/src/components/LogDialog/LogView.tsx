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
import { Button } from '@backstage/ui';
import type { ItemLog } from '@direct-migration/backstage-plugin-direct-migration-common';
import { RiArrowDownLine } from '@remixicon/react';
import { useLayoutEffect, useRef, useState } from 'react';
import { directMigrationTranslationRef } from '../../translation';
import { LogState } from './LogState';
import styles from './LogView.module.css';

/** Browsers round; a line is about this high. */
const NEAR_PX = 24;

/** Props of {@link LogView}. */
export interface LogViewProps {
  /** For assistive technology. */
  label: string;
  logs: ItemLog[];
  /** Whether to stay at the end as it grows. */
  isFollowed: boolean;
}

/** Logs, pod after pod, in a region that scrolls. Who has scrolled up is left where they read. */
export function LogView(props: LogViewProps) {
  const { label, logs, isFollowed } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const element = useRef<HTMLDivElement>(null);
  const [isAtEnd, setIsAtEnd] = useState(true);
  useLayoutEffect(() => {
    if (isFollowed && isAtEnd && element.current) {
      element.current.scrollTop = element.current.scrollHeight;
    }
  }, [isAtEnd, isFollowed, logs]);

  return (
    <>
      {/* Read out line by line, it would never end: it is there to be looked through. */}
      <div
        ref={element}
        className={styles.root}
        role="log"
        aria-live="off"
        aria-label={label}
        // Who has no pointer must be able to scroll it.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        onScroll={({ currentTarget: region }) =>
          setIsAtEnd(
            region.scrollHeight - region.scrollTop - region.clientHeight <
              NEAR_PX,
          )
        }
      >
        {logs.map(({ attempt, pod, component, live, truncated, content }) => (
          <section key={`${attempt} ${pod}`} aria-label={pod}>
            <div className={styles.heading}>
              <span>
                {t('log.entry', { component, pod, attempt: String(attempt) })}
              </span>
              <LogState isLive={live} />
            </div>
            {truncated && <p className={styles.note}>{t('log.truncated')}</p>}
            <pre className={styles.text}>{content}</pre>
          </section>
        ))}
      </div>
      {isFollowed && !isAtEnd && (
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiArrowDownLine />}
          onPress={() => setIsAtEnd(true)}
        >
          {t('log.toEnd')}
        </Button>
      )}
    </>
  );
}
