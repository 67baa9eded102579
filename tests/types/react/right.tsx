// React 18 and 19, with the new and the old JSX transform.
import * as React from "react";
import "tin-reader/react";
import type { TinReader, TinReaderProps } from "tin-reader/react";

export function News({ id }: { id?: string }) {
  const reader = React.useRef<TinReader>(null);
  React.useEffect(() => {
    const element = reader.current;
    const log = (event: CustomEvent<{ title: string }>) => console.log(event.detail.title);
    element?.addEventListener("tin-load", log);
    return () => element?.removeEventListener("tin-load", log);
  }, []);
  return (
    <tin-reader
      ref={reader}
      key="news"
      className="wide"
      style={{ maxWidth: 900 }}
      aria-label="Tin tức"
      feed="feed.json"
      article={id}
      related={5}
      lang="vi"
      theme="dark"
      heading-level={2}
      loading="lazy"
      onClick={event => event.currentTarget.refresh()}
      ontin-load={event => console.log(event.detail.title)}
      ontin-error={event => console.log(event.detail.code)}
    >
      <a href="/tin/123">Đọc trên trang của thành phố</a>
    </tin-reader>
  );
}

const shared: TinReaderProps = { feed: "feed.json", class: "wide" };
export const Again = () => <tin-reader {...shared} />;
export const Plain = () => <article lang="fr"><p>other elements are as they were</p></article>;
