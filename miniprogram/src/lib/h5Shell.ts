import { PRESSING_KEYS } from './accessible';

/** Makes one of Taro's own bars' icons a button that says what it does, for keyboard and screen reader. */
function makeButton(element: Element | null, label: string): void {
  if (!(element instanceof HTMLElement)) return;
  element.setAttribute('role', 'button');
  element.setAttribute('aria-label', label);
  element.tabIndex = 0;
  element.addEventListener('keydown', (event) => {
    if (!PRESSING_KEYS.includes(event.key)) return;
    event.preventDefault();
    element.click();
  });
}

function markCurrent(bar: Element): void {
  bar.querySelectorAll('.weui-tabbar__item').forEach((tab) => {
    if (tab.classList.contains('weui-bar__item_on')) tab.setAttribute('aria-current', 'page');
    else tab.removeAttribute('aria-current');
  });
}

/** A page of text alone is scrolled with the keyboard too. */
function reachPages(router: Element): void {
  const reach = () =>
    router.querySelectorAll<HTMLElement>('.taro_page').forEach((page) => {
      page.tabIndex = 0;
    });
  reach();
  new MutationObserver(reach).observe(router, { childList: true });
}

function speakTabs(bar: Element): void {
  bar.setAttribute('role', 'navigation');
  bar.setAttribute('aria-label', '主导航');
  // The links lead to `javascript:;`, which the server's headers forbid; what a tap does comes beside it.
  bar.addEventListener('click', (event) => event.preventDefault());
  new MutationObserver(() => markCurrent(bar)).observe(bar, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['class'],
  });
}

/** What Taro's own bars lack in h5: they are reached and pressed with the keyboard, and say what they are. */
export function speakShell(): void {
  if (process.env.TARO_ENV !== 'h5') return;
  const bar = document.getElementById('taro-navigation-bar');
  bar?.setAttribute('role', 'banner');
  makeButton(bar?.querySelector('.taro-navigation-bar-back') ?? null, '返回');
  makeButton(bar?.querySelector('.taro-navigation-bar-home') ?? null, '首页');
  const title = bar?.querySelector('.taro-navigation-bar-title');
  title?.setAttribute('role', 'heading');
  title?.setAttribute('aria-level', '1');
  const router = document.querySelector('.taro_router');
  router?.setAttribute('role', 'main');
  if (router) reachPages(router);
  const tabs = document.querySelector('taro-tabbar');
  if (tabs) speakTabs(tabs);
}
