package hma.postgres;

/** What happens while a COPY statement runs; always called on the connection's event loop. */
interface CopyListener {
  /** The server is going to send data: CopyOutResponse. */
  void sending();

  /** The server waits for data: CopyInResponse. */
  void receiving();

  /** Part of a CopyData message came, cut anywhere; the bytes are valid during the call only. */
  void data(byte[] bytes, int offset, int length);

  /** The statement was carried out: the tag of CommandComplete. */
  void completed(String tag);
}
