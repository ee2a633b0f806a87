import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.backend.memory.MemoryDatabase;
import de.bwaldvogel.mongo.backend.memory.index.MemoryUniqueIndex;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;

/** Prints its port, then serves until its standard input ends, that is, until whoever started it is gone. */
public final class WireServer {
    /** The oldest wire version that the driver accepts; the library itself names an older one. */
    private static final MongoVersion VERSION = new MongoVersion() {
        @Override
        public List<Integer> getVersionArray() {
            return List.of(4, 4, 0);
        }

        @Override
        public int getWireVersion() {
            return 9;
        }
    };

    /** Looks documents up by id, as MongoDB does, also where a query says more than the id; the library would scan. */
    private static final class UniqueIndex extends MemoryUniqueIndex {
        UniqueIndex(String name, List<IndexKey> keys, boolean sparse) {
            super(name, keys, sparse);
        }

        @Override
        public synchronized boolean canHandle(Document query) {
            boolean byId = keys().equals(List.of("_id")) && query.containsKey("_id");
            return super.canHandle(byId ? new Document("_id", query.get("_id")) : query);
        }
    }

    private static final class Backend extends MemoryBackend {
        @Override
        public MemoryDatabase openOrCreateDatabase(String name) {
            return new MemoryDatabase(name, getCursorRegistry()) {
                @Override
                protected Index<Integer> openOrCreateUniqueIndex(
                        String collection, String index, List<IndexKey> keys, boolean sparse) {
                    return new UniqueIndex(index, keys, sparse);
                }
            };
        }
    }

    public static void main(String[] args) throws Exception {
        int port = args.length == 0 ? 0 : Integer.parseInt(args[0]);
        MongoServer server = new MongoServer(new Backend().version(VERSION));
        server.bind("127.0.0.1", port);
        System.out.println(server.getLocalAddress().getPort());
        while (System.in.read() >= 0) { }
        server.shutdownNow();
    }
}
