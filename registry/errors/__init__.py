"""Everything that can go wrong for a user, as one tree.

RegistryError
├── InputError                 what was handed in cannot be taken
│   ├── MalformedInput         not well-formed Turtle, TriG, N-Triples, JSON-LD ...
│   ├── NotText                bytes that are no UTF-8 text
│   ├── InputTooLarge          more bytes than the setting allows
│   ├── UnknownFormat          a file or media type that the registry does not read
│   ├── MissingInput           no file at that path, or not readable
│   ├── EmptyInput             well-formed, but without a statement
│   ├── NoRecord               statements, but none about a record of a known class
│   ├── RemoteContext          JSON-LD that asks for a document from elsewhere
│   └── HostileIri             an IRI that is relative or has characters that no IRI may have
├── QueryError                 a query that cannot be read, or asks for what is not open
│   ├── InvalidArgument        an argument out of its range, or two that contradict each other
│   ├── InvalidCursor          a page's cursor that is damaged, or belongs to another list
│   ├── PageTooLarge           more records on a page than the setting allows
│   ├── QueryTooCostly         more records and parts in the answer than the limit
│   ├── QueryTooDeep           more levels of fields inside fields than the limit
│   ├── TooManyAliases         more renamed fields than the limit
│   ├── QueryTooLong           more words and signs than the limit
│   ├── QueryTooSlow           no answer within the time that a query may take
│   ├── QueryTooHeavy          a SPARQL query that needs more memory than the limit
│   ├── AnswerTooLarge         the answer to a SPARQL query is larger than the limit
│   ├── PersistedQueryNotFound      a hash alone, of a query that the server does not know
│   ├── PersistedQueryNotSupported  another version of that protocol
│   ├── DocumentMismatch       a hash that is not that of the query beside it
│   ├── UnknownDocument        an identifier of no document
│   └── DocumentNotTrusted     a query outside of the list that the server answers
├── BodyTooSlow                a request's body that did not arrive in time
├── TooManyRequests            more requests of one caller than the setting allows
├── ServerBusy                 no room for another large request
├── NotFound                   no such record, class, term or file
├── NotAcceptable              an answer in none of the formats that there are
├── MethodNotAllowed           an address that does not do that, e.g. POST to a page
├── InternalError              something that nobody foresaw
├── Misuse                     a command, setting or argument that makes no sense
├── ModelError                 ontology or shapes that the registry cannot be built from
└── StoreError                 the store did not do as asked
    ├── StoreUnreachable       no answer, or no permission
    ├── StoreLocked            another process holds the embedded store
    ├── StoreDamaged           files of the embedded store that cannot be read
    ├── DoubledRevision        a server that let two writers make the same revision
    ├── StoreFull              no room left on the disk
    ├── IndexLocked            another process writes the index beside the store
    ├── IndexNotWritten        the index could not be written; what was accepted is in the store
    └── StaleRevision          somebody else wrote since the revision that a change was based on

Each leaf has a slug made from its name, an exit code for the command line, a status for HTTP, a sentence and a way
out. `docs/errors/<slug>.md` says when you meet it. An invalid record is no error: it is a report.
"""

from registry.errors.documents import (
    DocumentMismatch,
    DocumentNotTrusted,
    PersistedQueryNotFound,
    PersistedQueryNotSupported,
    UnknownDocument,
)
from registry.errors.inputs import (
    EmptyInput,
    HostileIri,
    InputError,
    InputTooLarge,
    MalformedInput,
    MissingInput,
    NoRecord,
    NotText,
    RemoteContext,
    UnknownFormat,
)
from registry.errors.kinds import (
    FINE,
    INVALID,
    MISUSE,
    STORE_OUT_OF_REACH,
    InternalError,
    MethodNotAllowed,
    Misuse,
    ModelError,
    NotAcceptable,
    NotFound,
    RegistryError,
)
from registry.errors.queries import (
    InvalidArgument,
    InvalidCursor,
    PageTooLarge,
    QueryError,
    QueryTooCostly,
    QueryTooDeep,
    QueryTooLong,
    QueryTooSlow,
    TooManyAliases,
)
from registry.errors.requests import BodyTooSlow, ServerBusy, TooManyRequests
from registry.errors.sparql import AnswerTooLarge, QueryTooHeavy
from registry.errors.stores import (
    DoubledRevision,
    IndexLocked,
    IndexNotWritten,
    StaleRevision,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreLocked,
    StoreUnreachable,
)

__all__ = [
    "FINE",
    "INVALID",
    "MISUSE",
    "STORE_OUT_OF_REACH",
    "AnswerTooLarge",
    "BodyTooSlow",
    "DocumentMismatch",
    "DocumentNotTrusted",
    "DoubledRevision",
    "EmptyInput",
    "HostileIri",
    "IndexLocked",
    "IndexNotWritten",
    "InputError",
    "InputTooLarge",
    "InternalError",
    "InvalidArgument",
    "InvalidCursor",
    "MalformedInput",
    "MethodNotAllowed",
    "MissingInput",
    "Misuse",
    "ModelError",
    "NoRecord",
    "NotAcceptable",
    "NotFound",
    "NotText",
    "PageTooLarge",
    "PersistedQueryNotFound",
    "PersistedQueryNotSupported",
    "QueryError",
    "QueryTooCostly",
    "QueryTooDeep",
    "QueryTooHeavy",
    "QueryTooLong",
    "QueryTooSlow",
    "RegistryError",
    "RemoteContext",
    "ServerBusy",
    "StaleRevision",
    "StoreDamaged",
    "StoreError",
    "StoreFull",
    "StoreLocked",
    "StoreUnreachable",
    "TooManyAliases",
    "TooManyRequests",
    "UnknownDocument",
    "UnknownFormat",
]
